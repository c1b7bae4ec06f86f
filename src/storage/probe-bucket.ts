import type { Bucket } from './bucket.js';
import { BucketError } from './bucket-error.js';

/**
 * Proves that the bucket exists, can be written to and refuses a second conditional create, or throws a
 * `BucketError`. `key` must be new with each call; nothing is left behind.
 */
export async function probeBucket(bucket: Bucket, key: string): Promise<void> {
  // Without the right to list, S3 answers 403 instead of 404 for an object that is not there.
  await bucket.head(key);
  await bucket.create(key, 'probe', { contentType: 'text/plain' });
  const second = await bucket.create(key, 'probe', { contentType: 'text/plain' });
  await bucket.delete(key);
  if (second === 'created') throw new BucketError('no-conditional-writes', await bucket.describe());
}
