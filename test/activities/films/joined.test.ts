import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { beeps, flashes, output, probed } from '../../film/measured.js';
import { useS3 } from '../../helpers/own-s3.js';
import { studio } from './studio.js';

useS3();
vi.setConfig({ testTimeout: 300_000 });

/** What each packet of the picture holds. */
async function packets(path: string): Promise<readonly string[]> {
  const args = ['-select_streams', 'v:0', '-show_packets', '-show_data_hash', 'md5', '-of', 'json', path];
  const { packets: all } = JSON.parse((await output('ffprobe', args)).toString());
  return all.map(({ data_hash: hash }: { data_hash: string }) => hash);
}

/** When each frame is shown, in ticks. */
async function frameTicks(path: string): Promise<readonly number[]> {
  const args = ['-select_streams', 'v:0', '-show_entries', 'packet=pts', '-of', 'csv=p=0', path];
  return String(await output('ffprobe', args))
    .trim()
    .split('\n')
    .map((line) => Number.parseInt(line))
    .toSorted((a, b) => a - b);
}

test('clips that are alike follow each other packet by packet: not one is made anew, lost or moved', async () => {
  const { clip, make, order, file } = await studio();
  const clips = [
    await clip({ frames: 25, colour: 'red' }),
    await clip({ frames: 31, colour: 'blue' }),
    await clip({ frames: 7 }),
  ];
  const film = await make(order(clips));
  expect(film).toMatchObject({ picture: 'copied', width: 320, height: 180, framesPerSecond: 24 });
  expect(film.durationSeconds).toBeCloseTo(63 / 24, 3);
  const path = await file(film.uri);
  expect(await packets(path)).toEqual((await Promise.all(clips.map((each) => packets(each.path)))).flat());
  const ticks = await frameTicks(path);
  const [first = 0, second = 0] = ticks;
  expect(first).toBe(0);
  expect(ticks).toEqual(ticks.map((_tick, frame) => frame * second));
});

test('over 20 clips each beep is heard when its flash is seen', async () => {
  const { clip, make, order, file } = await studio();
  const clips = [];
  // 1.04 s and 0.96 s of sound are no whole number of AAC frames: joined as they are, clips would drift apart.
  for (let number = 0; number < 20; number += 1)
    clips.push(await clip({ frames: number % 2 ? 23 : 25, flashAt: 12, colour: number % 3 ? 'black' : 'navy' }));
  const film = await make(order(clips));
  expect(film.picture).toBe('copied');
  const path = await file(film.uri);
  const [seen, heard] = [await flashes(path), await beeps(path)];
  expect(seen).toHaveLength(20);
  expect(heard).toHaveLength(20);
  const apart = seen.map((at, index) => at - heard[index]!);
  expect(Math.max(...apart.map(Math.abs))).toBeLessThan(0.02);
});

test('a film can be played while it is being loaded, has sound as long as its picture, and nothing but both', async () => {
  const { clip, make, order, file } = await studio();
  const film = await make(
    order([await clip({ soundSeconds: 1.7 }), await clip({ soundSeconds: 0.4 }), await clip({ silent: true })]),
  );
  const path = await file(film.uri);
  const { picture, sound, subtitles } = await probed(path);
  expect(picture).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p', nb_read_packets: '72' });
  expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
  expect(Number(sound.duration)).toBeCloseTo(3, 1);
  expect(subtitles).toBeUndefined();
  const text = (await readFile(path)).toString('latin1');
  expect(text.indexOf('moov')).toBeLessThan(text.indexOf('mdat'));
});
