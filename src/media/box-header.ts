/** What stands in front of each of the boxes that an MP4 file is a row of. */
export interface BoxHeader {
  readonly type: string;
  /** Of the box with its header; `Infinity` where it goes on to the end of the file. */
  readonly bytes: number;
}

/** The longest that a header can be, in bytes. */
export const longestHeader = 16;

const shortestHeader = 8;

/** How long a header that begins so is: it has a length of 64 bits behind its type where the first one is 1. */
export const headerLength = (start: Buffer): number =>
  start.length >= shortestHeader && start.readUInt32BE(0) === 1 ? longestHeader : shortestHeader;

/** Reads a header; `undefined` where it is not all there, or makes no sense. */
export function readHeader(header: Buffer): BoxHeader | undefined {
  const length = headerLength(header);
  if (header.length < length) return undefined;
  const bytes = length === longestHeader ? Number(header.readBigUInt64BE(8)) : header.readUInt32BE(0) || Infinity;
  return bytes < length ? undefined : { type: header.toString('latin1', 4, 8), bytes };
}
