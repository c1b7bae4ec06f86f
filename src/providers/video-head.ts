import { DownloadError } from './download-error.js';

/** An ISO base media file (MP4, MOV) begins with the length and the name of its `ftyp` box. */
const signature = { name: 'ftyp', from: 4, to: 8 } as const;

/** Reads just enough chunks to judge a file by; `whole` gives these and all the others, once. */
export async function splitHead(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < signature.to) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    bytes += next.value.byteLength;
  }

  async function* whole(): AsyncGenerator<Uint8Array, void> {
    yield* read.splice(0);
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(read), whole: whole() };
}

/** Refuses a file that does not begin like an MP4, and says what it looks like instead. */
export function assertVideo(head: Buffer, host: string): void {
  if (head.toString('latin1', signature.from, signature.to) === signature.name) return;
  throw new DownloadError('not-a-video', `sent ${look(head)} instead of an MP4 video`, { host });
}

function look(head: Buffer): string {
  const start = head.toString('latin1', 0, 64).trimStart();
  if (start === '') return 'nothing';
  if (/^<(!doctype html|html|head|body)/i.test(start)) return 'an HTML page';
  if (start.startsWith('<')) return 'an XML document';
  if (start.startsWith('{') || start.startsWith('[')) return 'a JSON document';
  return 'unknown bytes';
}
