// Storing a video against plain piping of the same bytes: node scripts/run-ts.mjs bench/transfer.ts [MiB] [rounds]
import { Readable } from 'node:stream';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createVideoDownload } from '../src/providers/download.js';
import { createS3Bucket } from '../src/storage/s3-bucket.js';
import { storeVideo } from '../src/storage/store-video.js';
import { clientOf, startS3 } from '../test/helpers/s3.js';
import { startVideoServer } from '../test/helpers/video-server.js';

const [mebibytes = 256, rounds = 5] = process.argv.slice(2).map(Number);
const bytes = mebibytes * 1024 * 1024;
const s3 = await startS3();
const client = clientOf(s3);
const bucket = createS3Bucket({ client, bucket: s3.bucket });
const download = createVideoDownload({ allowPrivateHosts: ['127.0.0.1'] });
const video = await startVideoServer({ bytes });

async function pipe(key: string): Promise<void> {
  const { body } = await fetch(video.url);
  const piped = { Bucket: s3.bucket, Key: key, Body: Readable.fromWeb(body as never), ContentLength: bytes };
  await client.send(new PutObjectCommand(piped));
}

async function store(key: string): Promise<void> {
  await storeVideo({ bucket, key, source: await download.openVideo(video.url) });
}

async function rateOf(run: (key: string) => Promise<void>, key: string): Promise<number> {
  const started = performance.now();
  await run(key);
  const seconds = (performance.now() - started) / 1000;
  await bucket.delete(key);
  return mebibytes / seconds;
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

try {
  const rates = { pipe: [] as number[], store: [] as number[] };
  await rateOf(pipe, 'warm-up');
  await rateOf(store, 'warm-up');
  for (let round = 0; round < rounds; round += 1) {
    rates.pipe.push(await rateOf(pipe, `pipe-${round}`));
    rates.store.push(await rateOf(store, `store-${round}`));
  }
  const [piped, stored] = [median(rates.pipe), median(rates.store)];
  console.log(
    `plain piping ${piped.toFixed(0)} MiB/s, storing ${stored.toFixed(0)} MiB/s: ${((stored / piped) * 100).toFixed(0)} %`,
  );
} finally {
  await Promise.all([video.close(), download.close()]);
  client.destroy();
  await s3.stop();
}
