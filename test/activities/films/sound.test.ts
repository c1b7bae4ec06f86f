import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { levelOf, loudness, probed, samples } from '../../film/measured.js';
import { s3, useS3 } from '../../helpers/own-s3.js';
import { serveMedia } from '../../testing/emulator/media-files.js';
import { failureOf } from '../activities.js';
import { studio } from './studio.js';

useS3();
vi.setConfig({ testTimeout: 300_000 });

const peakOf = (sound: Float32Array) => sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

const tone = (frequency: number, seconds: number) => [
  '-f',
  'lavfi',
  '-i',
  `sine=frequency=${frequency}:duration=${seconds}`,
];

test('music shorter than the film is repeated, has its volume, and fades out at the end', async () => {
  const { clip, sound, make, order, file } = await studio();
  const url = await sound(...tone(440, 1.3), '-af', 'volume=8');
  const clips = [await clip({ silent: true, frames: 72 }), await clip({ silent: true, frames: 72 })];
  const [half, whole] = [
    await samples(await file((await make(order(clips, { music: { url, volume: 0.5 } }))).uri)),
    await samples(await file((await make(order(clips, { music: { url, volume: 1 } }))).uri)),
  ];
  const full = levelOf(whole, 0.5, 1);
  expect(levelOf(whole, 3, 3.5) / full).toBeCloseTo(1, 1);
  expect(levelOf(half, 0.5, 1) / full).toBeCloseTo(0.5, 1);
  expect(levelOf(whole, 5.8, 6) / full).toBeLessThan(0.3);
});

test('music longer than the film, and a voice, leave the film as long as its shots', async () => {
  const { clip, sound, make, order, file } = await studio();
  const music = { url: await sound(...tone(440, 9)), volume: 0.2 };
  const voice = { url: await sound(...tone(880, 0.5)), volume: 1 };
  const film = await make(order([await clip({ silent: true, frames: 48 })], { music, voice }));
  const path = await file(film.uri);
  const { picture, sound: heard } = await probed(path);
  expect(Number(picture.duration)).toBe(2);
  expect(Math.abs(Number(heard.duration) - 2)).toBeLessThan(0.1);
  const sounds = await samples(path);
  expect(levelOf(sounds, 0.1, 0.4)).toBeGreaterThan(2 * levelOf(sounds, 0.6, 0.9));
});

test('shots, music and voice that are too loud together are turned down, and not cut off', async () => {
  const { clip, sound, make, order, file } = await studio();
  const loud = ['-af', 'volume=8'];
  const music = { url: await sound(...tone(440, 3), ...loud) };
  const voice = { url: await sound(...tone(440, 3), ...loud) };
  const film = await make(order([await clip({ tone: 0.9, frames: 48 })], { music, voice }));
  const heard = await samples(await file(film.uri));
  expect(peakOf(heard)).toBeLessThan(0.95);
  // A sine that was cut off would have more power for its height.
  expect(levelOf(heard, 0.2, 0.8) / peakOf(heard.subarray(9600, 38_400))).toBeCloseTo(Math.SQRT1_2, 1);
});

test.each([
  ['quiet shots', -16, [{ tone: 0.05 }, { tone: 0.2, colour: 'white' }]],
  ['quiet shots', -23, [{ tone: 0.05 }, { tone: 0.2, colour: 'white' }]],
  [
    'quiet shots with loud beeps',
    -16,
    [
      { tone: 0.08, flashAt: 12 },
      { tone: 0.08, flashAt: 48 },
    ],
  ],
])('of %s a film of %d LUFS is made, where that is wanted', async (_what, wanted, recipes) => {
  const { clip, make, order, file } = await studio();
  const clips = [];
  for (const recipe of recipes) clips.push(await clip({ frames: 96, ...recipe }));
  const before = await loudness(await file((await make(order(clips))).uri));
  expect(Math.abs(before - wanted)).toBeGreaterThan(1.5);
  const film = await make(order(clips, { loudness: wanted }));
  expect(film.picture).toBe('copied');
  const path = await file(film.uri);
  expect(Math.abs((await loudness(path)) - wanted)).toBeLessThan(1);
  expect(peakOf(await samples(path))).toBeLessThan(0.95);
});

test('silence has no loudness to be brought to', async () => {
  const { clip, make, order } = await studio();
  const film = await make(order([await clip({ silent: true, frames: 48 })], { loudness: -16 }));
  expect(film.durationSeconds).toBe(2);
});

test('a file that is no sound is told to be none, and is not tried again', async () => {
  const { clip, make, order, store, folder } = await studio();
  await writeFile(`${folder}/list.mp3`, '#EXTM3U\nfile:///etc/passwd\n');
  const { uri: url } = await store(`${folder}/list.mp3`);
  await expect(make(order([await clip()], { music: { url } }))).rejects.toMatchObject({
    type: 'MEDIA_UNREADABLE',
    nonRetryable: true,
  });
});

test('music may lie behind a link, or in another bucket; a link that is dead ends the film, without telling its secrets', async () => {
  const { clip, sound, make, order, file } = await studio({ allowPrivateHosts: ['127.0.0.1'] });
  const link = await serveMedia({ 'song.mp3': tone(440, 1) });
  const shot = await clip({ silent: true, frames: 48 });
  const heard = async (url: string) =>
    levelOf(await samples(await file((await make(order([shot], { music: { url } }))).uri)), 1.2, 1.6);
  expect(await heard(link('song.mp3'))).toBeGreaterThan(0.02);

  const path = await file(await sound(...tone(440, 1)));
  await mkdir(join(s3.folder, '../sounds'));
  await copyFile(path, join(s3.folder, '../sounds/song.wav'));
  expect(await heard('s3://sounds/song.wav')).toBeGreaterThan(0.02);

  for (const url of [`${link('none.mp3')}?token=secret`, 's3://sounds/none.wav', `s3://${s3.bucket}/none.wav`]) {
    const failure = await failureOf(make(order([shot], { music: { url } })));
    expect(failure).toMatchObject({ type: 'MEDIA_MISSING', nonRetryable: true });
    expect(JSON.stringify(failure)).not.toMatch(/secret|X-Amz/i);
  }
});

test('a link into a private network is not followed', async () => {
  const { clip, make, order } = await studio();
  const link = await serveMedia({ 'song.mp3': tone(440, 1) });
  const film = make(order([await clip()], { music: { url: link('song.mp3') } }));
  expect(await failureOf(film)).toMatchObject({ type: 'MEDIA_MISSING', nonRetryable: true });
});
