import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

const connectTimeoutMs = 5_000;
/** No byte moved on a connection for this long. */
const idleTimeoutMs = 30_000;
/** One request with its answer's head, an 8 MiB part on a slow line included. */
const requestTimeoutMs = 300_000;
const attemptsPerRequest = 4;

export interface S3ClientOptions {
  /** An S3 server's address; its buckets are then addressed by path. @default AWS itself */
  readonly endpoint?: string;
  /** @default what the AWS SDK finds in its environment */
  readonly region?: string;
  /** @default what the AWS SDK finds in its environment */
  readonly credentials?: S3ClientConfig['credentials'];
}

/** An S3 client with bounded time-outs and retries that sends no checksum trailers, which some S3 servers refuse. */
export const createS3Client = ({ endpoint, region, credentials }: S3ClientOptions = {}): S3Client =>
  new S3Client({
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: attemptsPerRequest,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      socketTimeout: idleTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
