import { messageOf } from '../domain/message-of.js';

/** A decision about a storyboard could not be carried out: nothing has changed. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused';
  readonly id: string;
  /** Whether that is because the storyboard has ended, or there is none. */
  readonly hasEnded: boolean;

  constructor(id: string, cause: Error, { hasEnded = false } = {}) {
    const reason = hasEnded ? 'it has ended, or there is no such storyboard' : messageOf(cause.cause ?? cause);
    super(`${id}: ${reason}`, { cause });
    this.id = id;
    this.hasEnded = hasEnded;
  }
}
