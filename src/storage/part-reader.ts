import { crc32 } from 'node:zlib';
import { rangeOfPart } from './part-plan.js';
import type { VideoSource } from './video-source.js';
import { collectYoungGarbage } from './young-garbage.js';

/** A part in memory. `body` lies in a reused buffer: it is valid until the next but one part is read. */
export interface ReadPart {
  readonly body: Uint8Array;
  readonly crc32: number;
  /** Whether the file ends with this part. */
  readonly last: boolean;
}

export interface PartReader {
  /** Part `partNumber`, counted from 1. A source without ranges must be asked for every part, in order. */
  read(partNumber: number): Promise<ReadPart>;
}

export interface PartReaderOptions {
  readonly source: VideoSource;
  readonly partBytes: number;
  /** Sees every chunk as it arrives, in the order of reading. */
  readonly onChunk: (chunk: Uint8Array) => void;
}

/** Reads a source part by part into two buffers in turn, so that one part can be sent while the next arrives. */
export function createPartReader({ source, partBytes, onChunk }: PartReaderOptions): PartReader {
  const bufferBytes = Math.min(partBytes, source.bytes ?? partBytes);
  const buffers = [Buffer.allocUnsafeSlow(bufferBytes), Buffer.allocUnsafeSlow(bufferBytes)] as const;
  const fillFromStream = source.ranges ? undefined : createFiller(source.read());
  let reads = 0;

  return {
    async read(partNumber) {
      const { from, to } = rangeOfPart(partNumber, partBytes, source.bytes ?? Infinity);
      const buffer = buffers[reads % 2 === 0 ? 0 : 1].subarray(0, to - from);
      reads += 1;
      const fill = fillFromStream ?? createFiller(source.read({ from, to }));
      const { body, crc32: checksum, ended } = await fill(buffer, onChunk);
      collectYoungGarbage();
      const end = from + body.byteLength;
      if (source.bytes === undefined) return { body, crc32: checksum, last: ended };
      if (end < to || ended !== (source.ranges || end === source.bytes)) {
        throw new Error(`The source of ${source.bytes} bytes gave other than bytes ${from} to ${to}`);
      }
      return { body, crc32: checksum, last: end === source.bytes };
    },
  };
}

/** Cuts a stream of chunks into buffers. Each call fills one, except the last before the end of the stream. */
function createFiller(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array | undefined;

  // Looking one chunk ahead tells a full buffer from the last one, and lets a source see its own end.
  async function lookAhead(): Promise<Uint8Array | undefined> {
    while (rest === undefined || rest.byteLength === 0) {
      const next = await iterator.next();
      if (next.done === true) return undefined;
      rest = next.value;
    }
    return rest;
  }

  return async function fill(buffer: Uint8Array, onChunk: (chunk: Uint8Array) => void) {
    let filled = 0;
    let checksum = 0;
    let ahead = await lookAhead();
    while (ahead !== undefined && filled < buffer.byteLength) {
      const chunk = ahead.subarray(0, buffer.byteLength - filled);
      rest = ahead.subarray(chunk.byteLength);
      buffer.set(chunk, filled);
      filled += chunk.byteLength;
      checksum = crc32(chunk, checksum);
      onChunk(chunk);
      ahead = await lookAhead();
    }
    return { body: buffer.subarray(0, filled), crc32: checksum, ended: ahead === undefined };
  };
}
