import type { Clock } from './clock.js';
import { pass } from './pass.js';

/** Gives `bytes` in pieces of `dropBytes`, and lets `everyMs` pass after each. */
export async function* drops(
  bytes: AsyncIterable<Uint8Array>,
  { clock, dropBytes, everyMs }: { readonly clock: Clock; readonly dropBytes: number; readonly everyMs: number },
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.byteLength; at += dropBytes) {
      yield chunk.subarray(at, at + dropBytes);
      await pass(clock, everyMs);
    }
  }
}
