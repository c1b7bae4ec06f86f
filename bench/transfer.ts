// Storing a video against plain piping of the same bytes, over a line of so many MiB/s or as fast as this machine can:
// node scripts/run-ts.mjs bench/transfer.ts [MiB] [rounds] [MiB/s]
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { createVideoDownload } from '../src/providers/download.js';
import type { Bucket } from '../src/storage/bucket.js';
import { createS3Bucket } from '../src/storage/s3-bucket.js';
import { storeVideo } from '../src/storage/store-video.js';
import { clientOf, startS3 } from '../test/helpers/s3.js';
import { startVideoServer, type VideoServerOptions } from '../test/helpers/video-server.js';

const [mebibytes = 256, rounds = 5, lineRate = Infinity] = process.argv.slice(2).map(Number);
const bytes = mebibytes * 1024 * 1024;
/** What the video server sends at a time. */
const chunkMebibytes = 1 / 16;
/** A line that was idle is not faster for it, but a timer may be this late. */
const burstMs = 5;
const s3 = await startS3();
const client = clientOf(s3);
const real = createS3Bucket({ client, bucket: s3.bucket });
let joiningMs = 0;
/** A server that keeps parts as files copies all of them to join them; S3 does not. */
const bucket: Bucket = {
  ...real,
  async completeUpload(...args) {
    const started = performance.now();
    const outcome = await real.completeUpload(...args);
    joiningMs = performance.now() - started;
    return outcome;
  },
};
const download = createVideoDownload({ allowPrivateHosts: ['127.0.0.1'] });
const video = await startVideoServer({ bytes, beforeChunk: line(lineRate) });

/** Holds chunks back so that no more than `rate` MiB a second leave, all answers together. */
function line(rate: number): VideoServerOptions['beforeChunk'] {
  let freeAt = 0;
  return async () => {
    const now = performance.now();
    freeAt = Math.max(freeAt, now - burstMs) + (1000 * chunkMebibytes) / rate;
    if (freeAt > now) await sleep(freeAt - now);
  };
}

async function pipe(key: string): Promise<void> {
  const { body } = await request(video.url);
  const piped = { Bucket: s3.bucket, Key: key, Body: body, ContentLength: bytes };
  await client.send(new PutObjectCommand(piped));
}

async function store(key: string): Promise<void> {
  await storeVideo({ bucket, key, source: await download.openVideo(video.url) });
}

/** In MiB a second. */
interface Rate {
  readonly all: number;
  readonly beforeJoining: number;
}

async function rateOf(run: (key: string) => Promise<void>, key: string): Promise<Rate> {
  const started = performance.now();
  joiningMs = 0;
  await run(key);
  const ms = performance.now() - started;
  await bucket.delete(key);
  return { all: (1000 * mebibytes) / ms, beforeJoining: (1000 * mebibytes) / (ms - joiningMs) };
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

try {
  const rates: { pipe: Rate[]; store: Rate[] } = { pipe: [], store: [] };
  await rateOf(pipe, 'warm-up');
  await rateOf(store, 'warm-up');
  for (let round = 0; round < rounds; round += 1) {
    rates.pipe.push(await rateOf(pipe, `pipe-${round}`));
    rates.store.push(await rateOf(store, `store-${round}`));
  }
  const piped = median(rates.pipe.map(({ all }) => all));
  const stored = median(rates.store.map(({ all }) => all));
  const sent = median(rates.store.map(({ beforeJoining }) => beforeJoining));
  const share = (rate: number) => `${rate.toFixed(0)} MiB/s (${((rate / piped) * 100).toFixed(0)} %)`;
  console.log(
    `plain piping ${share(piped)}, storing ${share(stored)}, without the server joining the parts ${share(sent)}`,
  );
} finally {
  await Promise.all([video.close(), download.close()]);
  client.destroy();
  await s3.stop();
}
