import { pieceBytes } from './checksum-behind.js';

/** A part in memory. */
export interface WholePart {
  readonly body: Uint8Array;
}

/** A part that may still be on its way: it can be sent on while it arrives, and again once it is there. */
export interface ArrivingPart<Whole extends WholePart = WholePart> {
  /** How long it will be, where that is known beforehand. */
  readonly bytes: number | undefined;
  /**
   * All of it in pieces of `pieceBytes`, each as soon as it is there: so nothing more once `whole` has failed. Only where
   * `bytes` is known.
   */
  pieces(): AsyncIterable<Uint8Array>;
  /** Rejects when the rest can't be had. */
  readonly whole: Promise<Whole>;
}

/** A part that is there. */
export const arrivedPart = (body: Uint8Array): ArrivingPart => ({
  bytes: body.byteLength,
  async *pieces() {
    for (let at = 0; at < body.byteLength; at += pieceBytes) yield body.subarray(at, at + pieceBytes);
  },
  whole: Promise.resolve({ body }),
});

export interface ReceivePartOptions<Whole extends WholePart> {
  readonly buffer: Uint8Array;
  readonly bytes: number | undefined;
  /** Fills the buffer from its start, and says after each chunk how much of it is full. */
  readonly fill: (onFilled: (bytes: number) => void) => Promise<Whole>;
}

/** Receives a part into `buffer`, which is the part's own until another one is received into it. */
export function receivePart<Whole extends WholePart>(options: ReceivePartOptions<Whole>): ArrivingPart<Whole> {
  const { buffer, bytes, fill } = options;
  const arrival = { bytes: 0, wake: () => {} };
  const whole = fill((count) => {
    arrival.bytes = count;
    arrival.wake();
  });
  // Whoever awaits the part meets its failure there; there may be nobody left who does.
  whole.catch(() => {});

  return {
    bytes,
    whole,
    async *pieces() {
      for (let sent = 0; sent < buffer.byteLength; sent += pieceBytes) {
        const end = Math.min(sent + pieceBytes, buffer.byteLength);
        while (arrival.bytes < end) {
          await new Promise<void>((resolve) => {
            arrival.wake = resolve;
          });
        }
        // Nobody gets a part in full before it is known to be right.
        if (end === buffer.byteLength) await new Promise((resolve) => void whole.then(resolve, () => {}));
        yield buffer.subarray(sent, end);
      }
    },
  };
}
