/** Why a bucket can’t be used. */
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
