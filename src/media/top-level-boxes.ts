import type { BytesAt } from './random-access.js';

/** One of the boxes that an MP4 file is a row of; it may claim to end after the file does. */
export interface TopLevelBox {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** Each may cost a read. A file in one piece has about four, a fragmented one two for every second or so. */
const mostBoxes = 500;

/** The boxes of a file, up to the first that makes no sense: players, too, stop there. */
export async function* topLevelBoxes(fileBytes: number, bytesAt: BytesAt): AsyncGenerator<TopLevelBox, void> {
  for (let from = 0, count = 0; from < fileBytes && count < mostBoxes; count += 1) {
    const header = await bytesAt(from, from + 16);
    const size = header.length < 8 ? 0 : sizeIn(header, fileBytes - from);
    if (size < 8) return;
    yield { type: header.toString('latin1', 4, 8), from, to: from + size };
    from += size;
  }
}

function sizeIn(header: Buffer, bytesLeft: number): number {
  const size = header.readUInt32BE(0);
  if (size === 0) return bytesLeft;
  if (size > 1) return size;
  // 1 stands for a size of 64 bits behind the type. The header alone has 16 bytes then.
  const longSize = header.length < 16 ? 0 : Number(header.readBigUInt64BE(8));
  return longSize < 16 ? 0 : longSize;
}
