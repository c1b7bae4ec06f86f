import { expect, onTestFinished, test } from 'vitest';
import { startS3 } from '../helpers/s3.js';
import { storeInChild } from '../helpers/store-in-child.js';
import { startVideoServer } from '../helpers/video-server.js';

const mebibyte = 1024 * 1024;

test('storing a large video takes at most 32 MiB of memory above the idle process', { timeout: 120_000 }, async () => {
  const s3 = await startS3();
  onTestFinished(() => s3.stop());
  const [video, warmUp] = await Promise.all([256, 64].map((size) => startVideoServer({ bytes: size * mebibyte })));
  onTestFinished(async () => void (await Promise.all([video?.close(), warmUp?.close()])));
  const { result } = storeInChild({ s3, link: video!.url, warmUpLink: warmUp!.url, key: 'large.mp4' });
  expect((await result).aboveIdleBytes / mebibyte).toBeLessThanOrEqual(32);
});
