import type { Bucket, ObjectFacts } from './bucket.js';
import { crc32ToBase64 } from './crc32.js';
import { digest } from './digest.js';
import { UploadLost } from './upload-lost.js';

/** What must lie under `key` in the end. */
export interface Whole {
  readonly bytes: number;
  /** Base64 of the big-endian CRC32. */
  readonly crc32: string;
}

/** The key holds another file than the one to be stored. Nothing was overwritten. */
export class ObjectConflict extends Error {
  override readonly name = 'ObjectConflict';
  readonly key: string;

  constructor(key: string) {
    super(`The bucket holds another file under ${key}: it was left as it is`);
    this.key = key;
  }
}

/** Refuses an object that is not `whole`, byte for byte as far as length and CRC32 tell. */
export async function assertHolds(bucket: Bucket, key: string, object: ObjectFacts, whole: Whole): Promise<void> {
  const matches =
    object.bytes === whole.bytes &&
    (object.crc32 ?? crc32ToBase64((await digest(bucket.read(key))).crc32)) === whole.crc32;
  if (!matches) throw new ObjectConflict(key);
}

export interface PublishOptions {
  readonly bucket: Bucket;
  readonly key: string;
  /** Asked once it is needed: what is sent may still be arriving. */
  readonly whole: () => Promise<Whole>;
}

/**
 * Runs `create`, which makes the object under `key`, and says whether it did. When somebody else has made the
 * same object, or the answer was lost, the object itself decides.
 */
export async function publish(
  { bucket, key, whole }: PublishOptions,
  create: () => Promise<'created' | 'exists' | 'conflict'>,
): Promise<boolean> {
  let failure: unknown;
  try {
    if ((await create()) === 'created') return true;
  } catch (error) {
    failure = error;
  }
  const object = await bucket.head(key);
  if (object === undefined) throw failure ?? new UploadLost(key);
  await assertHolds(bucket, key, object, await whole());
  return false;
}
