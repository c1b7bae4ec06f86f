// Peak resident memory of one transfer above the idle process: node scripts/run-ts.mjs bench/transfer-memory.ts [MiB]
import { startS3 } from '../test/helpers/s3.js';
import { startVideoServer } from '../test/helpers/video-server.js';
import { storeInChild } from '../test/helpers/store-in-child.js';

const mebibyte = 1024 * 1024;
const megabytes = Number(process.argv[2] ?? 1024);
const s3 = await startS3();
const video = await startVideoServer({ bytes: megabytes * mebibyte });
const warmUp = await startVideoServer({ bytes: 64 * mebibyte });
try {
  const cold = await storeInChild({ s3, link: video.url, key: 'cold.mp4' }).result;
  const warm = await storeInChild({ s3, link: video.url, warmUpLink: warmUp.url, key: 'warm.mp4' }).result;
  for (const [name, { idleBytes, aboveIdleBytes, seconds }] of Object.entries({ cold, warm })) {
    const inMebibytes = (bytes: number) => (bytes / mebibyte).toFixed(1);
    console.log(
      `${name}: ${megabytes} MiB in ${seconds.toFixed(2)} s; idle ${inMebibytes(idleBytes)} MiB, peak above idle ${inMebibytes(aboveIdleBytes)} MiB`,
    );
  }
} finally {
  await Promise.all([video.close(), warmUp.close(), s3.stop()]);
}
