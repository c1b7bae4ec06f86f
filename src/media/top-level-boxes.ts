import { longestHeader, readHeader } from './box-header.js';
import type { BytesAt } from './random-access.js';

/** One of the boxes that an MP4 file is a row of; it may claim to end after the file does. */
export interface TopLevelBox {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** Each may cost a read. A file in one piece has about four, a fragmented one two for every second or so. */
export const mostBoxReads = 500;

/** The boxes of a file, up to the first that makes no sense: players, too, stop there. */
export async function* topLevelBoxes(fileBytes: number, bytesAt: BytesAt): AsyncGenerator<TopLevelBox, void> {
  for (let from = 0, count = 0; from < fileBytes && count < mostBoxReads; count += 1) {
    const header = readHeader(await bytesAt(from, from + longestHeader));
    if (header === undefined) return;
    const to = header.bytes === Infinity ? fileBytes : from + header.bytes;
    yield { type: header.type, from, to };
    from = to;
  }
}
