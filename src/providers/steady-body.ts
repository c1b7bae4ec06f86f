import { DownloadError, toDownloadError } from './download-error.js';

export interface SteadyBodyOptions {
  readonly host: string;
  /** The exact number of bytes that must come, where it is known. */
  readonly bytes: number | undefined;
  /** The most bytes that may come. */
  readonly maxBytes: number;
  /** Over each such span of waiting for the other side ... @default 30_000 */
  readonly windowMs?: number;
  /** ... at least this much must have come. @default 8_192 */
  readonly minBytesPerSecond?: number;
}

/** Passes a body on, as long as it comes in time, is no longer than allowed, and ends where it should. */
export async function* steadyBody(
  body: AsyncIterable<Uint8Array>,
  { host, bytes, maxBytes, windowMs = 30_000, minBytesPerSecond = 8_192 }: SteadyBodyOptions,
): AsyncGenerator<Uint8Array, void> {
  let received = 0;
  // Only time spent waiting counts: a slow reader must not make the other side look slow.
  const window = { bytes: 0, waitedMs: 0 };
  let asked = performance.now();
  try {
    for await (const chunk of body) {
      window.waitedMs += performance.now() - asked;
      window.bytes += chunk.byteLength;
      received += chunk.byteLength;
      if (received > Math.min(maxBytes, bytes ?? Infinity)) {
        throw new DownloadError('too-large', `sent more than ${Math.min(maxBytes, bytes ?? Infinity)} bytes`, { host });
      }
      if (window.waitedMs >= windowMs) {
        if (window.bytes < (minBytesPerSecond * window.waitedMs) / 1000) {
          throw new DownloadError('timed-out', `sends less than ${minBytesPerSecond} bytes a second`, { host });
        }
        window.bytes = 0;
        window.waitedMs = 0;
      }
      yield chunk;
      asked = performance.now();
    }
  } catch (error) {
    throw toDownloadError(error, host, 'truncated');
  }
  if (bytes !== undefined && received < bytes) {
    throw new DownloadError('truncated', `ended after ${received} of ${bytes} bytes`, { host });
  }
}
