import { expect, test, vi } from 'vitest';
import { beeps, brightness, flashes, levelOf, probed, samples } from '../../film/measured.js';
import { useS3 } from '../../helpers/own-s3.js';
import { studio } from './studio.js';

useS3();
vi.setConfig({ testTimeout: 300_000 });

test('clips of every size, rate and sound become one film, and none is stretched', async () => {
  const { clip, make, order, file } = await studio();
  const mpeg4 = ['-c:v', 'mpeg4', '-c:a', 'aac', '-ar', '32000', '-ac', '2'];
  const clips = [
    await clip({ flashAt: 12, colour: '0x505050' }),
    await clip({ flashAt: 15, rate: 30, frames: 30, size: '180x320', colour: '0x505050', encode: mpeg4 }),
    await clip({ silent: true, rate: '30000/1001', frames: 30, size: '200x200', colour: '0x505050' }),
    await clip({ flashAt: 12, colour: '0x505050' }),
  ];
  const film = await make(order(clips));
  expect(film).toMatchObject({ picture: 'encoded', width: 320, height: 180, framesPerSecond: 24 });
  const path = await file(film.uri);
  const { picture, sound } = await probed(path);
  expect(picture).toMatchObject({ profile: 'High', pix_fmt: 'yuv420p', nb_read_packets: '96', color_space: 'bt709' });
  expect(Math.abs(Number(sound.duration) - Number(picture.duration))).toBeLessThan(0.1);

  const seen = await flashes(path);
  const heard = await beeps(path);
  expect(seen).toEqual([0.5, 1.5, 3.5]);
  expect(heard).toHaveLength(3);
  for (const [index, at] of heard.entries()) expect(at).toBeCloseTo(seen[index]!, 1);

  // The upright clip is 101 pixels wide in a frame of 320: it has bars beside it, and none above or below.
  const [left, middle, top] = [
    await brightness(path, 'crop=80:ih:0:0'),
    await brightness(path, 'crop=80:80'),
    await brightness(path, 'crop=80:8:120:0'),
  ];
  expect(left[30]).toBeLessThan(20);
  expect(middle[30]).toBeGreaterThan(60);
  expect(top[30]).toBeGreaterThan(60);
});

test('a crossfade shortens the film, and mixes two shots’ pictures and sounds', async () => {
  const { clip, make, order, file } = await studio();
  const clips = [
    await clip({ colour: 'black', frames: 48, tone: 0.5 }),
    await clip({ colour: 'white', frames: 48 }),
    await clip({ frames: 24 }),
  ];
  const film = await make(order(clips, { transition: { crossfade: 0.5 } }));
  expect(film.durationSeconds).toBeCloseTo(5 - 2 * 0.5, 3);
  const path = await file(film.uri);
  const frames = await brightness(path);
  expect(frames).toHaveLength(96);
  expect(frames[35]).toBeLessThan(25);
  expect(frames[42]).toBeGreaterThan(80);
  expect(frames[42]).toBeLessThan(180);
  expect(frames[48]).toBeGreaterThan(225);
  const sound = await samples(path);
  const [before, half, after] = [levelOf(sound, 1, 1.4), levelOf(sound, 1.7, 1.8), levelOf(sound, 2.1, 2.4)];
  expect(before).toBeGreaterThan(0.2);
  expect(half / before).toBeCloseTo(Math.SQRT1_2, 1);
  expect(after).toBeLessThan(0.01);
});

test('over 20 crossfaded clips each beep is heard when its flash is seen', async () => {
  const { clip, make, order, file } = await studio();
  const clips = [];
  for (let number = 0; number < 20; number += 1) clips.push(await clip({ frames: 31, flashAt: 15 }));
  const path = await file((await make(order(clips, { transition: { crossfade: 0.3 } }))).uri);
  const [seen, heard] = [await flashes(path), await beeps(path)];
  expect(seen).toHaveLength(20);
  expect(heard).toHaveLength(20);
  expect(Math.max(...seen.map((at, index) => Math.abs(at - heard[index]!)))).toBeLessThan(0.02);
});

test('a film has the rate, the resolution and the shape that were asked for', async () => {
  const { clip, make, order, file } = await studio();
  const clips = [await clip({ flashAt: 12 }), await clip()];
  const film = await make(order(clips, { framesPerSecond: 30, resolution: '720p', aspectRatio: '1:1' }));
  expect(film).toMatchObject({ width: 960, height: 960, framesPerSecond: 30, durationSeconds: 2 });
  const frames = await brightness(await file(film.uri), 'crop=200:200');
  expect(frames).toHaveLength(60);
  expect(frames[15]).toBeGreaterThan(200);
});
