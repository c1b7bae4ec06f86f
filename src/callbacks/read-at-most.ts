export interface ReadLimits {
  readonly bytes: number;
  readonly timeoutMs: number;
}

/** A request's body as text, unless it is larger or slower than allowed, or breaks off. Never holds more than the limit. */
export async function readAtMost(
  request: Request,
  { bytes, timeoutMs }: ReadLimits,
): Promise<{ readonly text: string } | 'too-large' | 'too-slow' | 'broken-off'> {
  if (request.body === null) return { text: '' };
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let received = 0;
  const slow = AbortSignal.timeout(timeoutMs);
  const giveUp = () => void reader.cancel().catch(() => {});
  slow.addEventListener('abort', giveUp);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (slow.aborted) return 'too-slow';
      if (done) return { text: Buffer.concat(chunks).toString() };
      received += value.byteLength;
      if (received > bytes) {
        giveUp();
        return 'too-large';
      }
      chunks.push(value);
    }
  } catch {
    return slow.aborted ? 'too-slow' : 'broken-off';
  } finally {
    slow.removeEventListener('abort', giveUp);
  }
}
