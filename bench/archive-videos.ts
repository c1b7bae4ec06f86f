// A process that archives as a worker does, one video for each message from its parent: for measuring memory.
import { MockActivityEnvironment } from '@temporalio/testing';
import { createArchiveVideo, type ArchiveOrder } from '../src/activities/archive-video.js';
import { createObjectKeys } from '../src/domain/object-keys.js';
import { knownModels } from '../src/domain/requests/model-catalogue.js';
import { createBucketMemory } from '../src/ledger/bucket-memory.js';
import { knownPrices } from '../src/pricing/price-list.js';
import { listed } from '../src/pricing/prices.js';
import { createVideoDownload } from '../src/providers/download.js';
import { createGatewayAccounts } from '../src/providers/gateway-accounts.js';
import { createS3Bucket } from '../src/storage/s3-bucket.js';
import { createS3Client } from '../src/storage/s3-client.js';

const variable = (name: string) => process.env[name] ?? '';

const client = createS3Client({ endpoint: variable('S3_ENDPOINT'), region: 'us-east-1' });
const bucket = createS3Bucket({ client, bucket: variable('S3_BUCKET') });
const keys = createObjectKeys('');
const archiveVideo = createArchiveVideo({
  accounts: createGatewayAccounts({ evolink: { apiKey: 'any', baseUrl: variable('EVOLINK_BASE_URL') } }),
  bucket,
  prefix: '',
  keys,
  ...createBucketMemory(bucket, keys),
  models: knownModels,
  prices: listed(knownPrices),
  download: createVideoDownload({ allowPrivateHosts: ['127.0.0.1'] }),
  ffmpeg: { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' },
  callbackUrl: undefined,
  typicalSeconds: undefined,
  searchAttributesRegistered: async () => false,
  isRunning: async () => false,
});

async function archive({ id, order }: { readonly id: string; readonly order: ArchiveOrder }): Promise<void> {
  const activity = new MockActivityEnvironment({
    workflowExecution: { workflowId: id, runId: 'run' },
    workflowNamespace: 'default',
  });
  process.send?.(await activity.run(archiveVideo, order));
}

process.on('message', (message: Parameters<typeof archive>[0]) => void archive(message));
