import { receivePart, type ArrivingPart, type WholePart } from './arriving-part.js';
import { rangeOfPart } from './part-plan.js';
import type { VideoSource } from './video-source.js';
import { collectYoungGarbage } from './young-garbage.js';

/** A part of a source. */
export interface SourcePart extends WholePart {
  /** Whether the file ends with this part. */
  readonly last: boolean;
}

export interface PartReader {
  /**
   * Begins to read part `partNumber`, counted from 1, into the one buffer that all parts share: the one before must
   * not be needed any more. A source without ranges must be asked for every part, in order.
   */
  read(partNumber: number): ArrivingPart<SourcePart>;
  /** Stops reading. */
  close(): void;
}

export interface PartReaderOptions {
  readonly source: VideoSource;
  readonly partBytes: number;
  /** Sees every chunk as it arrives, in the order of reading. */
  readonly onChunk: (chunk: Uint8Array) => void;
}

/** Reads a source part by part, one after the other. */
export function createPartReader({ source, partBytes, onChunk }: PartReaderOptions): PartReader {
  const whole = Buffer.allocUnsafeSlow(Math.min(partBytes, source.bytes ?? partBytes));
  const fillFromStream = source.ranges ? undefined : createFiller(source.read());
  let closed = false;

  return {
    read(partNumber) {
      const { from, to } = rangeOfPart(partNumber, partBytes, source.bytes ?? Infinity);
      const buffer = whole.subarray(0, to - from);

      async function fill(onFilled: (bytes: number) => void): Promise<SourcePart> {
        const fillFromSource = fillFromStream ?? createFiller(source.read({ from, to }));
        const { filled, ended } = await fillFromSource(buffer, (chunk, filledBytes) => {
          if (closed) throw new Error('nobody wants the rest of the source');
          onChunk(chunk);
          onFilled(filledBytes);
        });
        // The end of the part is sent first: this has time while S3 stores it.
        setImmediate(collectYoungGarbage);
        const body = buffer.subarray(0, filled);
        if (source.bytes === undefined) return { body, last: ended };
        const end = from + filled;
        if (end < to || ended !== (source.ranges || end === source.bytes)) {
          throw new Error(`The source of ${source.bytes} bytes gave other than bytes ${from} to ${to}`);
        }
        return { body, last: end === source.bytes };
      }
      return receivePart({ buffer, bytes: source.bytes === undefined ? undefined : to - from, fill });
    },
    close() {
      closed = true;
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

  return async function fill(buffer: Uint8Array, onChunk: (chunk: Uint8Array, filled: number) => void) {
    let filled = 0;
    try {
      let ahead = await lookAhead();
      while (ahead !== undefined && filled < buffer.byteLength) {
        const chunk = ahead.subarray(0, buffer.byteLength - filled);
        rest = ahead.subarray(chunk.byteLength);
        buffer.set(chunk, filled);
        filled += chunk.byteLength;
        onChunk(chunk, filled);
        ahead = await lookAhead();
      }
      return { filled, ended: ahead === undefined };
    } catch (error) {
      await iterator.return?.();
      throw error;
    }
  };
}
