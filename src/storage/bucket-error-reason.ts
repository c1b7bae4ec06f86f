import { S3ServiceException } from '@aws-sdk/client-s3';
import type { BucketErrorReason } from './bucket-error.js';

const missingNames = new Set(['NoSuchBucket', 'InvalidBucketName']);
const unreachableNames = new Set(['TimeoutError', 'RequestTimeout', 'SlowDown', 'ServiceUnavailable']);
const deniedNames = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
]);

/** Which of our reasons an error of the AWS SDK stands for, if any. */
export function bucketErrorReason(error: unknown): BucketErrorReason | undefined {
  if (!(error instanceof Error) || error.name === 'AbortError') return undefined;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (missingNames.has(error.name) || status === 301) return 'missing';
  // The answer to a HEAD has no words; what a server refuses there is the bucket's name.
  if (error.name === 'UnknownError' && status === 400) return 'missing';
  if (error.name === 'NotImplemented' || status === 501) return 'no-conditional-writes';
  if (deniedNames.has(error.name) || status === 401 || status === 403) return 'denied';
  if (unreachableNames.has(error.name) || (status !== undefined && status >= 500)) return 'unreachable';
  return 'code' in error && status === undefined ? 'unreachable' : undefined;
}
