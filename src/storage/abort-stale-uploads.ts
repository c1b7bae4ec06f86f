import type { Bucket } from './bucket.js';

/**
 * Aborts the uploads that overlapping or crashed attempts left to `key`, and says how many. Does nothing while
 * there is no object under `key`: until then one of them may be what somebody is about to go on with.
 */
export async function abortStaleUploads({ bucket, key }: { readonly bucket: Bucket; readonly key: string }) {
  if ((await bucket.head(key)) === undefined) return 0;
  const uploads = await bucket.openUploads(key);
  for (const upload of uploads) await bucket.abortUpload(upload);
  return uploads.length;
}
