import type { Bucket, UploadedPart } from './bucket.js';
import { crc32FromBase64, crc32ToBase64, joinCrc32 } from './crc32.js';
import { maxParts } from './part-plan.js';
import type { PartReader, ReadPart } from './part-reader.js';
import { publish } from './publish.js';
import type { OpenUpload } from './resume-upload.js';
import type { VideoSource } from './video-source.js';

export interface StoreInPartsOptions {
  readonly bucket: Bucket;
  readonly key: string;
  readonly source: VideoSource;
  readonly partBytes: number;
  readonly reader: PartReader;
  readonly resumed: OpenUpload;
  /** The first part, where it has been read already. */
  readonly first: ReadPart | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onStored: (bytes: number) => void;
}

/** What became of a multipart upload. */
export interface StoredInParts {
  readonly bytes: number;
  readonly crc32: string;
  readonly created: boolean;
  /** Whether every byte passed through this process. */
  readonly readWhole: boolean;
}

/** Sends the parts that S3 lacks, one while the next is read, and joins all of them into the object. */
export async function storeInParts(options: StoreInPartsOptions): Promise<StoredInParts> {
  const { bucket, key, resumed } = options;
  const { parts, readWhole } = await sendMissingParts(options);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const checksum = parts.reduce((joined, part) => joinCrc32(joined, crc32FromBase64(part.crc32), part.bytes), 0);
  const whole = { bytes, crc32: crc32ToBase64(checksum) };
  const created = await publish({ bucket, key, whole }, () => bucket.completeUpload(resumed.upload, parts, whole));
  return { ...whole, created, readWhole };
}

async function sendMissingParts(options: StoreInPartsOptions) {
  const { bucket, source, partBytes, reader, resumed, first, signal, onStored } = options;
  const parts: UploadedPart[] = [];
  let readWhole = true;
  let sending: Promise<void> = Promise.resolve();

  const keep = (part: UploadedPart) => {
    parts.push(part);
    onStored(part.bytes);
  };
  const send = async (partNumber: number, { body, crc32 }: ReadPart) =>
    keep(await bucket.uploadPart(resumed.upload, { partNumber, body, crc32: crc32ToBase64(crc32) }, { signal }));

  try {
    for (let partNumber = 1, last = false; !last; partNumber += 1) {
      signal?.throwIfAborted();
      if (partNumber > maxParts) throw new Error(`The source is longer than ${maxParts} parts of ${partBytes} bytes`);
      const stored = resumed.parts.get(partNumber);
      if (stored !== undefined && source.ranges) {
        await sending;
        readWhole = false;
        keep(stored);
        last = source.bytes !== undefined && partNumber * partBytes >= source.bytes;
        continue;
      }
      const part = (partNumber === 1 ? first : undefined) ?? (await reader.read(partNumber));
      await sending;
      last = part.last;
      if (stored?.crc32 === crc32ToBase64(part.crc32)) keep(stored);
      else sending = send(partNumber, part);
      // Its failure is met at the next `await sending`; until then it must not count as unhandled.
      sending.catch(() => {});
    }
    await sending;
  } catch (error) {
    // What has been read is kept, even if no more can be: the part on its way is given its time to arrive.
    await sending.catch(() => {});
    throw error;
  }
  return { parts, readWhole };
}
