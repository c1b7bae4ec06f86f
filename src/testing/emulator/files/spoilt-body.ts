export interface MiddleOptions {
  /** Where the first of the bytes stands in the file. */
  readonly start: number;
  readonly middle: number;
  /** Asked once, by bytes that pass the middle: whether they get no further. */
  readonly strikes: () => boolean;
  /** What happens in the middle, in place of the rest. */
  readonly halt: () => Promise<void>;
}

/** The bytes up to the middle of their file, if they pass it and are struck; else all of them. */
export async function* untilMiddle(
  bytes: AsyncIterable<Uint8Array>,
  { start, middle, strikes, halt }: MiddleOptions,
): AsyncGenerator<Uint8Array> {
  let at = start;
  for await (const chunk of bytes) {
    const end = at + chunk.byteLength;
    if (at <= middle && end > middle && strikes()) {
      if (at < middle) yield chunk.subarray(0, middle - at);
      return halt();
    }
    yield chunk;
    at = end;
  }
}

/** The bytes as they come; `onPiece` learns the length of each piece that is handed on. */
export async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onPiece: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    onPiece(chunk.byteLength);
    yield chunk;
  }
}
