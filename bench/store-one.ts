// A process that does nothing but store one video: for kill tests and for measuring memory.
import { createVideoDownload } from '../src/providers/download.js';
import { createS3Bucket } from '../src/storage/s3-bucket.js';
import { createS3Client } from '../src/storage/s3-client.js';
import { storeVideo } from '../src/storage/store-video.js';
import { peakMemory } from './peak-memory.js';

const { link, warmUpLink, endpoint, bucket: name, key } = JSON.parse(process.argv[2] ?? '{}');
const client = createS3Client({ endpoint, region: 'us-east-1' });
const bucket = createS3Bucket({ client, bucket: name });
const download = createVideoDownload({ allowPrivateHosts: ['127.0.0.1'] });

async function store(from: string, to: string) {
  const source = await download.openVideo(from);
  return storeVideo({ bucket, key: to, source });
}

if (warmUpLink !== undefined) await store(warmUpLink, `${key}.warm-up`);
const memory = peakMemory();
const started = performance.now();
const stored = await store(link, key);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ ...stored, seconds, ...memory.stop() }));
await download.close();
client.destroy();
