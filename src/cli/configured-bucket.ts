import { need, type Config } from '../config.js';
import type { Bucket } from '../storage/bucket.js';
import { createS3Bucket } from '../storage/s3-bucket.js';
import { createS3Client } from '../storage/s3-client.js';

/** A custom S3 server seldom cares for the region, but the AWS SDK wants one. */
const regionOfCustomServers = 'us-east-1';

/** What the variable is for, where it is missing. */
export const bucketPurpose = { S3_BUCKET: 'the bucket for videos and the ledger' } as const;

/** The environment's bucket. Nothing is asked of S3 yet. Throws a `ConfigError` where none is named. */
export function configuredBucket(config: Config): Bucket {
  const { S3_BUCKET: bucket } = need(config, bucketPurpose);
  const endpoint = config.S3_ENDPOINT;
  const region = config.AWS_REGION ?? (endpoint === undefined ? undefined : regionOfCustomServers);
  return createS3Bucket({
    client: createS3Client({ endpoint, region }),
    bucket,
    trailingChecksums: config.S3_TRAILING_CHECKSUMS,
  });
}
