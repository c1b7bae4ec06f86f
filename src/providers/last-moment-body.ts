import { Readable } from 'node:stream';

/** A request's body that is held back until the last moment. */
export interface LastMomentBody {
  readonly stream: Readable;
  /** Whether it was let go: from then on some of it may have left. */
  sent(): boolean;
  /** Sees to it that it never is. */
  keepBack(): void;
}

/**
 * `bytes`, let go once `beforeSending` resolves. undici asks for a body once it is connected, and writes nothing of the
 * request before it has it: so as long as the body is held back, not one byte leaves.
 */
export function createLastMomentBody(bytes: Uint8Array, beforeSending: () => Promise<void>): LastMomentBody {
  let state: 'held' | 'sent' | 'kept-back' = 'held';

  async function* letGo() {
    await beforeSending();
    if (state === 'kept-back') return;
    state = 'sent';
    yield bytes;
  }
  return {
    stream: Readable.from(letGo()),
    sent: () => state === 'sent',
    keepBack() {
      if (state === 'held') state = 'kept-back';
    },
  };
}
