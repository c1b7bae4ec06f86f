import { readConfig, type Environment } from '../../config.js';
import type { Bucket } from '../../storage/bucket.js';
import { createS3Bucket } from '../../storage/s3-bucket.js';
import { createS3Client } from '../../storage/s3-client.js';

/** What tells which bucket is meant. The rest of the environment is none of the stack's business. */
const isOfS3 = (variable: string): boolean => /^(REELWORK_)?S3_|^AWS_REGION$/.test(variable);

/** The bucket of an S3 server that runs already, as the environment describes it. */
export function existingBucket(environment: Environment): Bucket {
  const config = readConfig(Object.fromEntries(Object.entries(environment).filter(([name]) => isOfS3(name))));
  return createS3Bucket({
    client: createS3Client({ endpoint: config.S3_ENDPOINT, region: config.AWS_REGION ?? 'us-east-1' }),
    bucket: config.S3_BUCKET ?? 'reelwork',
    trailingChecksums: config.S3_TRAILING_CHECKSUMS,
  });
}
