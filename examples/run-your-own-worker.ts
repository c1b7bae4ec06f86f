// A worker in a process of your own, for instance next to workflows of your own.
import { NativeConnection } from '@temporalio/worker';
import { createS3Bucket, createS3Client, createWorker } from 'reelwork/worker';

const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] });
const worker = await createWorker({
  connection,
  taskQueue: process.env['REELWORK_TASK_QUEUE'],
  gateways: { evolink: { apiKey: process.env['EVOLINK_API_KEY'] ?? '', baseUrl: process.env['EVOLINK_BASE_URL'] } },
  bucket: createS3Bucket({
    client: createS3Client({ endpoint: process.env['S3_ENDPOINT'], region: 'us-east-1' }),
    bucket: process.env['S3_BUCKET'] ?? 'my-videos',
  }),
  // Only where a gateway runs on this machine, such as the emulator.
  allowPrivateHosts: process.env['REELWORK_ALLOW_PRIVATE_HOSTS']?.split(',') ?? [],
});
console.log('working');
await worker.run();
await connection.close();
