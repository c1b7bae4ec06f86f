// A worker and a client that know a model of your own: node order-from-a-new-model.js <id>
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { VideoClient } from 'reelwork';
import { createS3Bucket, createS3Client, createWorker } from 'reelwork/worker';
import { wan27 } from './wan-2-7.js';

const { TEMPORAL_ADDRESS: address, REELWORK_TASK_QUEUE: taskQueue } = process.env;
const models = [wan27];

const workerConnection = await NativeConnection.connect({ address });
const worker = await createWorker({
  connection: workerConnection,
  taskQueue,
  models,
  gateways: { evolink: { apiKey: process.env['EVOLINK_API_KEY'] ?? '', baseUrl: process.env['EVOLINK_BASE_URL'] } },
  bucket: createS3Bucket({
    client: createS3Client({ endpoint: process.env['S3_ENDPOINT'], region: 'us-east-1' }),
    bucket: process.env['S3_BUCKET'] ?? 'my-videos',
  }),
  // Only where a gateway runs on this machine, such as the emulator.
  allowPrivateHosts: process.env['REELWORK_ALLOW_PRIVATE_HOSTS']?.split(',') ?? [],
});

const connection = await Connection.connect({ address });
const videos = new VideoClient({ client: new Client({ connection }), taskQueue, models });
const { video, cost } = await worker.runUntil(order(process.argv[2] ?? 'ad-43'));
console.log(video.uri, cost.amount);
await Promise.all([connection.close(), workerConnection.close()]);

async function order(id: string) {
  const run = await videos.start(id, { model: 'evolink/wan2.7-text-to-video', prompt: 'A cat playing piano' });
  return run.result();
}
