export interface BodyReaderOptions {
  /** A larger body is refused, in bytes. */
  readonly largest: number;
  /** As much as this of each body is read whatever else is under way, in bytes: gateways' bodies are smaller. */
  readonly usual: number;
  /** What all bodies under way may hold beyond that, together, in bytes. */
  readonly shared: number;
  /** For the whole body. */
  readonly timeoutMs: number;
}

/** Why a body was not read to its end. */
export type BodyTrouble = 'too-large' | 'too-slow' | 'too-busy' | 'broken-off';

/** Makes a reader of small texts that never holds more than it may, however many senders there are. */
export function createBodyReader({ largest, usual, shared, timeoutMs }: BodyReaderOptions) {
  let heldOfShared = 0;

  return async function readBody(request: Request): Promise<{ readonly text: string } | BodyTrouble> {
    if (request.body === null) return { text: '' };
    const reader = request.body.getReader();
    const chunks: Uint8Array[] = [];
    let received = 0;
    let beyondUsual = 0;
    const slow = AbortSignal.timeout(timeoutMs);
    const giveUp = () => void reader.cancel().catch(() => {});
    slow.addEventListener('abort', giveUp);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (slow.aborted) return 'too-slow';
        if (done) return { text: Buffer.concat(chunks).toString() };
        received += value.byteLength;
        const more = Math.max(0, received - usual) - beyondUsual;
        if (received > largest || heldOfShared + more > shared) {
          giveUp();
          return received > largest ? 'too-large' : 'too-busy';
        }
        beyondUsual += more;
        heldOfShared += more;
        chunks.push(value);
      }
    } catch {
      return slow.aborted ? 'too-slow' : 'broken-off';
    } finally {
      heldOfShared -= beyondUsual;
      slow.removeEventListener('abort', giveUp);
    }
  };
}
