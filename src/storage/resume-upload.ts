import { crc32 } from 'node:zlib';
import { arrivedPart } from './arriving-part.js';
import type { Bucket, Metadata, Upload, UploadedPart } from './bucket.js';
import { crc32ToBase64 } from './crc32.js';
import { markPartNumber } from './part-plan.js';
import type { VideoSource } from './video-source.js';

/** An upload with the parts that it holds already. */
export interface OpenUpload {
  readonly upload: Upload;
  readonly parts: ReadonlyMap<number, UploadedPart>;
}

export interface ResumeUploadOptions {
  readonly bucket: Bucket;
  readonly key: string;
  readonly contentType: string;
  readonly metadata: Metadata | undefined;
  readonly source: VideoSource;
  readonly partBytes: number;
}

/** The furthest upload of this very source to `key` that any process has begun, or a new one. */
export async function resumeUpload(options: ResumeUploadOptions): Promise<OpenUpload> {
  const { bucket, key, contentType, metadata } = options;
  const mark = toMark(options);
  const markCrc32 = crc32ToBase64(crc32(mark));
  let furthest: OpenUpload | undefined;
  for (const upload of await bucket.openUploads(key)) {
    const parts = new Map((await bucket.parts(upload)).map((part) => [part.partNumber, part]));
    if (parts.get(markPartNumber)?.crc32 !== markCrc32) continue;
    parts.delete(markPartNumber);
    if (furthest === undefined || parts.size > furthest.parts.size) furthest = { upload, parts };
  }
  if (furthest !== undefined) return furthest;

  const upload = await bucket.startUpload(key, { contentType, metadata });
  await bucket.uploadPart(upload, { partNumber: markPartNumber, part: arrivedPart(mark) });
  return { upload, parts: new Map() };
}

/**
 * A part that tells which source an upload is of. It is never completed into the object: S3 shows an unfinished
 * upload's part numbers and checksums, but neither its metadata nor its bytes.
 */
const toMark = ({ source: { bytes, version }, partBytes }: ResumeUploadOptions): Uint8Array =>
  Buffer.from(JSON.stringify({ bytes, version, partBytes }));
