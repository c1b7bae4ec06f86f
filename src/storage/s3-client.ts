import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

const connectTimeoutMs = 5_000;
/** No byte moved on a connection for this long. */
const idleTimeoutMs = 30_000;
/** One request with its answer's head, a 12 MiB part on a slow line included. */
const requestTimeoutMs = 300_000;
const attemptsPerRequest = 4;

/** Where the S3 server is, and with which credentials. */
export interface S3ClientOptions {
  /** An S3 server's address; its buckets are then addressed by path. @default AWS itself */
  readonly endpoint?: string;
  /** @default what the AWS SDK finds in its environment */
  readonly region?: string;
  /** @default what the AWS SDK finds in its environment */
  readonly credentials?: S3ClientConfig['credentials'];
}

const silent = () => {};
/** What goes wrong is told by errors. The SDK would also write to the console. */
const noLogger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/** An S3 client with bounded time-outs and retries that sends checksums where it is told to: not all servers take them. */
export const createS3Client = ({ endpoint, region, credentials }: S3ClientOptions = {}): S3Client =>
  new S3Client({
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: noLogger,
    maxAttempts: attemptsPerRequest,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      socketTimeout: idleTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
