import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import type { LastFrameOrder, StoredFrame } from '../../../src/domain/last-frame.js';
import type { ClipRecipe } from '../../film/make-clip.js';
import { output, probed } from '../../film/measured.js';
import { useS3 } from '../../helpers/own-s3.js';
import { failureOf, type ActivitiesOptions } from '../activities.js';
import { studio } from './studio.js';

useS3();
vi.setConfig({ testTimeout: 120_000 });

async function frames() {
  const own = await studio();
  const take = async (recipe: ClipRecipe, limits?: LastFrameOrder['limits'], options?: ActivitiesOptions) => {
    const video = await own.clip(recipe);
    return takeOf(video, limits, options);
  };
  const takeOf = (
    video: LastFrameOrder['video'],
    limits?: LastFrameOrder['limits'],
    options: ActivitiesOptions = {},
  ) => {
    const { activities, environment } = own.worker(options);
    const order: LastFrameOrder = { storyboard: 'harbour', video: { uri: video.uri, sha256: video.sha256 }, limits };
    const { takeLastFrame } = activities.transfer;
    return environment.run<[LastFrameOrder], StoredFrame, typeof takeLastFrame>(takeLastFrame, order);
  };
  return { ...own, take, takeOf };
}

/** Each frame four steps brighter than the one before. */
const counted: ClipRecipe = { size: '640x360', frames: 48, filters: ["geq=lum='20+4*N':cb=128:cr=128"] };
const greyOf = async (path: string) =>
  (await output('ffmpeg', ['-i', path, '-vf', 'crop=2:2,scale=1:1,format=gray', '-f', 'rawvideo', '-']))[0]!;

test.each<[string, ClipRecipe]>([
  ['a picture that ends with its sound', {}],
  ['a picture that ends before its sound', { soundSeconds: 3.5 }],
  ['a picture that ends after its sound', { soundSeconds: 0.5 }],
  ['a silent picture', { silent: true }],
  ['few frames a second', { rate: 1, frames: 3, filters: ["geq=lum='20+64*N':cb=128:cr=128"] }],
])('the very last frame is taken: %s', async (_what, recipe) => {
  const { take, file } = await frames();
  const frame = await take({ ...counted, ...recipe });
  expect(frame).toMatchObject({ width: 640, height: 360, format: 'png' });
  // Luma of 20 + 4 × 47 in the video's range, as a grey of a computer's.
  const luma = recipe.frames === 3 ? 20 + 64 * 2 : 20 + 4 * 47;
  expect(Math.abs((await greyOf(await file(frame.uri))) - ((luma - 16) * 255) / 219)).toBeLessThan(2.5);
});

test.each([
  ['too small', '320x180', 640, 360],
  ['too large', '2560x1440', 2000, 1126],
  ['odd', '641x361', 642, 362],
])('a frame that is %s gets a size that models take, in its shape', async (_how, size, width, height) => {
  const { take, file } = await frames();
  const frame = await take({ size, frames: 3, silent: true, pixelFormat: 'yuv444p' });
  expect(frame).toMatchObject({ width, height });
  expect((await probed(await file(frame.uri))).picture).toMatchObject({
    codec_name: 'png',
    pix_fmt: 'rgb24',
    width,
    height,
  });
});

test('a shape that no model takes is refused for good, and says why', async () => {
  const { take } = await frames();
  const failure = await failureOf(take({ size: '640x64', frames: 3, silent: true }));
  expect(failure).toMatchObject({ type: 'FRAME_UNFIT', nonRetryable: true });
  expect(failure.message).toBe('a frame of 640 × 64 can’t be made 360 to 2000 pixels wide and high');
});

test('a frame that would be too large a PNG becomes a JPEG', async () => {
  const { take, file, bucket } = await frames();
  const noise = { size: '640x360', frames: 3, silent: true, filters: ['noise=alls=80:allf=t'] };
  const limits = { minPixels: 360, maxPixels: 2000, maxBytes: 300_000 };
  const frame = await take(noise, limits);
  expect(frame).toMatchObject({ format: 'jpeg', width: 640, height: 360 });
  expect(frame.bytes).toBeLessThan(300_000);
  expect((await readFile(await file(frame.uri))).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(frame.uri).toMatch(new RegExp(`^s3://${bucket.name}/.*\\.jpg$`));
});

test('it is taken once: whoever asks again gets the same object, even where ffmpeg is missing', async () => {
  const { clip, takeOf, bucket, keys } = await frames();
  const video = await clip(counted);
  const [first, second] = await Promise.all([takeOf(video), takeOf(video)]);
  expect(second).toEqual(first);
  const key = keys.films.frame('harbour', video.sha256, 'png');
  expect(first.uri).toBe(`s3://${bucket.name}/${key}`);
  const { etag } = (await bucket.head(key))!;
  const nothing = { ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe' };
  expect(await takeOf(video, undefined, { ffmpeg: nothing })).toEqual(first);
  expect((await bucket.head(key))?.etag).toBe(etag);
});

test('another video than the one that was meant is not used', async () => {
  const { clip, takeOf } = await frames();
  const video = await clip({ frames: 3 });
  expect(await failureOf(takeOf({ ...video, sha256: '0'.repeat(64) }))).toMatchObject({ type: 'MEDIA_CHANGED' });
});
