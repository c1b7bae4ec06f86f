import type { Bucket } from './bucket.js';

/**
 * Aborts every unfinished upload to `key`. Only once the object is there, or never can be: then none of them can become
 * it any more, so that no attempt loses anything.
 */
export async function abortLeftUploads(bucket: Bucket, key: string): Promise<void> {
  for (const upload of await bucket.openUploads(key)) await bucket.abortUpload(upload);
}
