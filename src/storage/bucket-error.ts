import { S3ServiceException } from '@aws-sdk/client-s3';

export type BucketErrorReason = 'unreachable' | 'missing' | 'denied' | 'no-conditional-writes';

const remedies: Readonly<Record<BucketErrorReason, string>> = {
  unreachable: 'cannot be reached: check the endpoint, the region, and that the server runs',
  missing: 'does not exist: create it, or correct its name or region',
  denied:
    'refused our credentials: they need s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject, ' +
    's3:AbortMultipartUpload, s3:ListBucketMultipartUploads and s3:ListMultipartUploadParts',
  'no-conditional-writes':
    'lets a second conditional write replace an object: use an S3 server that honours If-None-Match on PUT',
};

/** The bucket cannot be used as it is, and what to do about it. */
export class BucketError extends Error {
  override readonly name = 'BucketError';
  readonly reason: BucketErrorReason;

  /** `place` is what the bucket's `describe()` says. */
  constructor(reason: BucketErrorReason, place: string, options?: ErrorOptions) {
    super(`${place} ${remedies[reason]}`, options);
    this.reason = reason;
  }
}

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
  if (error.name === 'NoSuchBucket' || status === 301) return 'missing';
  if (error.name === 'NotImplemented' || status === 501) return 'no-conditional-writes';
  if (deniedNames.has(error.name) || status === 401 || status === 403) return 'denied';
  if (unreachableNames.has(error.name) || (status !== undefined && status >= 500)) return 'unreachable';
  return 'code' in error && status === undefined ? 'unreachable' : undefined;
}
