import type { Bucket, Metadata, ObjectFacts } from './bucket.js';
import { crc32ToBase64 } from './crc32.js';
import { digest } from './digest.js';
import { ObjectConflict } from './publish.js';
import type { StoredVideo } from './store-video.js';

/** Whether a `storeVideo` with this metadata has made an object. */
export const isMadeWith = (metadata: Metadata, object: ObjectFacts): boolean =>
  Object.entries(metadata).every(([name, value]) => object.metadata[name] === value);

export interface FindStoredOptions {
  readonly bucket: Bucket;
  readonly key: string;
  /** What `storeVideo` was told when it made the object. */
  readonly metadata: Metadata;
  readonly signal?: AbortSignal;
  /** Called whenever bytes arrive, with the length of the object. */
  readonly onProgress?: (bytesStored: number) => void;
}

/**
 * The object that an earlier `storeVideo` with this metadata has made, read back: it is whole, since S3 checked it when
 * it became an object, and its source is needed no more. `undefined` when there is none.
 */
export async function findStored(options: FindStoredOptions): Promise<StoredVideo | undefined> {
  const { bucket, key, metadata, signal, onProgress = () => {} } = options;
  const object = await bucket.head(key);
  if (object === undefined || !isMadeWith(metadata, object)) return undefined;
  const { bytes, sha256, crc32: checksum } = await digest(bucket.read(key, { signal }), () => onProgress(object.bytes));
  const crc32 = crc32ToBase64(checksum);
  if (bytes !== object.bytes || crc32 !== (object.crc32 ?? crc32)) throw new ObjectConflict(key);
  return { bytes, sha256, crc32, created: false };
}
