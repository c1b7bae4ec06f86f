import { crc32 } from 'node:zlib';
import { arrivedPart } from './arriving-part.js';
import type { Bucket } from './bucket.js';
import { BucketError } from './bucket-error.js';
import { crc32ToBase64 } from './crc32.js';

/**
 * Proves that the bucket exists, can be written to and refuses a second conditional create, in one piece and in
 * parts, and the deletion of another version, or throws a `BucketError`. `key` must be new with each call; nothing is left behind.
 */
export async function probeBucket(bucket: Bucket, key: string): Promise<void> {
  // Without the right to list, S3 answers 403 instead of 404 for an object that is not there.
  await bucket.head(key);
  await bucket.create(key, 'probe', { contentType: 'text/plain' });
  const second = await bucket.create(key, 'probe', { contentType: 'text/plain' });
  await bucket.delete(key, { etag: '"another"' });
  const isThere = (await bucket.head(key)) !== undefined;
  const careless = second === 'created' || !isThere || (await createInParts(bucket, key)) === 'created';
  await bucket.delete(key);
  if (careless) throw new BucketError('no-conditional-writes', await bucket.describe());
}

async function createInParts(bucket: Bucket, key: string): Promise<'created' | 'conflict'> {
  const body = Buffer.from('probe');
  const whole = { bytes: body.byteLength, crc32: crc32ToBase64(crc32(body)) };
  const upload = await bucket.startUpload(key, { contentType: 'text/plain' });
  const part = await bucket.uploadPart(upload, { partNumber: 1, part: arrivedPart(body) });
  const outcome = await bucket.completeUpload(upload, [part], whole);
  if (outcome === 'conflict') await bucket.abortUpload(upload);
  return outcome;
}
