import { headerLength, readHeader } from './box-header.js';

/** Follows the boxes of a file by whatever of its bytes come by, as long as those at `next()` come in time. */
export interface BoxFollower {
  /** Where the first byte is that it must see next; `Infinity` once it has seen enough. */
  next(): number;
  /** Shows it a piece of the file. */
  see(piece: Uint8Array, from: number): void;
  /** What a file that ends after so many bytes lacks by its own word; `undefined` when it is whole. */
  lack(fileBytes: number): string | undefined;
}

/** No file has so many, and a hostile one shall not cost more. */
const mostBoxes = 10_000;

/** What a video can't do without: the index, and the pictures. Whatever else a file has may end as it likes. */
const parts = new Set(['moov', 'moof', 'mdat']);

export function followBoxes(): BoxFollower {
  let boxBegins = 0;
  let boxes = 0;
  let header: Buffer = Buffer.alloc(0);
  let hasIndex = false;
  let hasPictures = false;
  let announcedBytes = 0;

  function begin(bytes: Buffer): void {
    const box = readHeader(bytes);
    boxes += 1;
    if (box === undefined || boxes > mostBoxes) {
      boxBegins = Infinity;
      return;
    }
    const { type } = box;
    boxBegins += box.bytes;
    if (parts.has(type) && boxBegins !== Infinity) announcedBytes = boxBegins;
    if (type === 'moov') hasIndex = true;
    // The pictures of a fragment come behind its own index.
    if (type === 'mdat' || type === 'moof') hasPictures = type === 'mdat';
  }
  const next = () => boxBegins + header.length;

  return {
    next,
    see(piece, from) {
      for (let at = next() - from; at >= 0 && at < piece.byteLength; at = next() - from) {
        header = Buffer.concat([header, piece.subarray(at, at + headerLength(header) - header.length)]);
        if (header.length < headerLength(header)) continue;
        const whole = header;
        header = Buffer.alloc(0);
        begin(whole);
      }
    },
    lack(fileBytes) {
      if (announcedBytes > fileBytes) return `it ends ${announcedBytes - fileBytes} bytes too early`;
      if (!hasIndex) return 'it ends before its index';
      return hasPictures ? undefined : 'it ends before its pictures';
    },
  };
}
