import type { ByteRange } from './video-source.js';

const mebibyte = 1024 * 1024;

/** What is read, sent and held in memory at a time. */
const defaultPartBytes = 12 * mebibyte;
/** S3 takes part numbers up to 10,000. The last one is kept for the mark of the source. */
export const markPartNumber = 10_000;
export const maxParts = markPartNumber - 1;

/** The size of all parts of a file but the last: the default, or as much as it takes to get by with `maxParts`. */
export const partBytesFor = (bytes: number | undefined): number =>
  Math.max(defaultPartBytes, Math.ceil((bytes ?? 0) / maxParts / mebibyte) * mebibyte);

/** Which bytes part `partNumber`, counted from 1, holds. */
export const rangeOfPart = (partNumber: number, partBytes: number, bytes: number): ByteRange => ({
  from: (partNumber - 1) * partBytes,
  to: Math.min(partNumber * partBytes, bytes),
});
