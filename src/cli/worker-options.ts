import { ConfigError, need, type Config } from '../config.js';
import type { GatewayAccountsOptions } from '../providers/gateway-accounts.js';
import type { Bucket } from '../storage/bucket.js';
import { createS3Bucket } from '../storage/s3-bucket.js';
import { createS3Client } from '../storage/s3-client.js';

/** A custom S3 server seldom cares for the region, but the AWS SDK wants one. */
const regionOfCustomServers = 'us-east-1';

/** The configured gateways. Throws a `ConfigError` when there is none. */
export function gatewaysFrom(config: Config): GatewayAccountsOptions {
  if (config.EVOLINK_API_KEY === undefined)
    throw new ConfigError(['EVOLINK_API_KEY is not set: orders videos from EvoLink']);
  return { evolink: { apiKey: config.EVOLINK_API_KEY, baseUrl: config.EVOLINK_BASE_URL } };
}

/** The configured bucket. Nothing is asked of it yet. */
export function bucketFrom(config: Config): Bucket {
  const { S3_BUCKET: bucket } = need(config, { S3_BUCKET: 'the bucket for videos and the ledger' });
  const endpoint = config.S3_ENDPOINT;
  const region = config.AWS_REGION ?? (endpoint === undefined ? undefined : regionOfCustomServers);
  return createS3Bucket({ client: createS3Client({ endpoint, region }), bucket });
}
