import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Bucket, Metadata } from './bucket.js';
import { crc32ToBase64 } from './crc32.js';
import { digest } from './digest.js';
import { partBytesFor } from './part-plan.js';
import { createPartReader } from './part-reader.js';
import { assertHolds, ObjectConflict, publish } from './publish.js';
import { resumeUpload } from './resume-upload.js';
import { storeInParts } from './store-in-parts.js';
import type { VideoSource } from './video-source.js';

const contentType = 'video/mp4';

/** Which file to store, where, and how it is to be known again. */
export interface StoreVideoOptions {
  readonly bucket: Bucket;
  readonly key: string;
  readonly source: VideoSource;
  /** What the object shall say of itself: `findStored` knows it again by that. */
  readonly metadata?: Metadata;
  /** What is read, sent and held in memory at a time. S3 takes no less than 5 MiB. @default 12 MiB, more for huge files */
  readonly partBytes?: number;
  readonly signal?: AbortSignal;
  /** Called whenever bytes arrive, with the number of bytes that S3 holds by then. */
  readonly onProgress?: (bytesStored: number) => void;
}

/** A whole video in the bucket, as its bytes have been read. */
export interface StoredVideo {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Base64 of the big-endian CRC32. */
  readonly crc32: string;
  /** Whether this call made the object; otherwise an equal one was there. */
  readonly created: boolean;
}

/**
 * Puts the source's bytes under `key`, once: going on where another process stopped, leaving an equal object as it
 * is, and failing with `ObjectConflict` at any other. Unfinished uploads are left for the next attempt.
 */
export async function storeVideo(options: StoreVideoOptions): Promise<StoredVideo> {
  const { bucket, key, source, metadata, signal, onProgress = () => {} } = options;
  const object = await bucket.head(key);
  if (object !== undefined) {
    if (source.bytes !== undefined && source.bytes !== object.bytes) throw new ObjectConflict(key);
    const { bytes, sha256, crc32: checksum } = await digest(source.read(), () => onProgress(object.bytes));
    const whole = { bytes, crc32: crc32ToBase64(checksum) };
    await assertHolds(bucket, key, object, whole);
    return { ...whole, sha256, created: false };
  }

  const partBytes = options.partBytes ?? partBytesFor(source.bytes);
  const sha256 = createHash('sha256');
  let bytesStored = 0;
  const reader = createPartReader({
    source,
    partBytes,
    onChunk(chunk) {
      sha256.update(chunk);
      onProgress(bytesStored);
    },
  });

  const isSmall = source.bytes === undefined || source.bytes <= partBytes;
  const first = isSmall ? reader.read(1) : undefined;
  if (first !== undefined && (source.bytes !== undefined || (await first.whole).last)) {
    const whole = async () => {
      const { body } = await first.whole;
      return { bytes: body.byteLength, crc32: crc32ToBase64(crc32(body)) };
    };
    const created = await publish({ bucket, key, whole }, () =>
      bucket.createArriving(key, first, { contentType, metadata, signal }),
    ).finally(() => reader.close());
    const made = await whole();
    onProgress(made.bytes);
    return { ...made, sha256: sha256.digest('hex'), created };
  }

  const resumed = await resumeUpload({ bucket, key, contentType, metadata, source, partBytes });
  const { readWhole, ...stored } = await storeInParts({
    bucket,
    key,
    source,
    partBytes,
    reader,
    resumed,
    first,
    signal,
    onStored(bytes) {
      bytesStored += bytes;
      onProgress(bytesStored);
    },
  });
  if (readWhole) return { ...stored, sha256: sha256.digest('hex') };
  const readBack = await digest(bucket.read(key, { signal }), () => onProgress(bytesStored));
  if (crc32ToBase64(readBack.crc32) !== stored.crc32) throw new ObjectConflict(key);
  return { ...stored, sha256: readBack.sha256 };
}
