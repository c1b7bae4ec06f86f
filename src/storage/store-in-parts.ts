import { crc32 } from 'node:zlib';
import type { ArrivingPart } from './arriving-part.js';
import type { Bucket, UploadedPart } from './bucket.js';
import { crc32FromBase64, crc32ToBase64, joinCrc32 } from './crc32.js';
import { maxParts, rangeOfPart } from './part-plan.js';
import type { PartReader, SourcePart } from './part-reader.js';
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
  /** The first part, where it has been asked for already. */
  readonly first: ArrivingPart<SourcePart> | undefined;
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

/** Sends the parts that S3 lacks, each while it is read, and joins all of them into the object. */
export async function storeInParts(options: StoreInPartsOptions): Promise<StoredInParts> {
  const { bucket, key, reader, resumed } = options;
  const { parts, readWhole } = await sendMissingParts(options).finally(() => reader.close());
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const checksum = parts.reduce((joined, part) => joinCrc32(joined, crc32FromBase64(part.crc32), part.bytes), 0);
  const whole = { bytes, crc32: crc32ToBase64(checksum) };
  const created = await publish({ bucket, key, whole: async () => whole }, () =>
    bucket.completeUpload(resumed.upload, parts, whole),
  );
  return { ...whole, created, readWhole };
}

/** A part is read once the one before is stored: however a process ends, no more than one has been read in vain. */
async function sendMissingParts(options: StoreInPartsOptions) {
  const { bucket, source, partBytes, reader, resumed, first, signal, onStored } = options;
  const parts: UploadedPart[] = [];
  let readWhole = true;
  const keep = (part: UploadedPart) => {
    parts.push(part);
    onStored(part.bytes);
  };

  for (let partNumber = 1, last = false; !last; partNumber += 1) {
    signal?.throwIfAborted();
    if (partNumber > maxParts) throw new Error(`The source is longer than ${maxParts} parts of ${partBytes} bytes`);
    const stored = resumed.parts.get(partNumber);
    const { from, to } = rangeOfPart(partNumber, partBytes, source.bytes ?? Infinity);
    if (stored?.bytes === to - from && source.ranges) {
      readWhole = false;
      keep(stored);
      last = to === source.bytes;
      continue;
    }
    const part = (partNumber === 1 ? first : undefined) ?? reader.read(partNumber);
    const isStored = stored !== undefined && stored.crc32 === crc32ToBase64(crc32((await part.whole).body));
    keep(isStored ? stored : await bucket.uploadPart(resumed.upload, { partNumber, part }, { signal }));
    ({ last } = await part.whole);
  }
  return { parts, readWhole };
}
