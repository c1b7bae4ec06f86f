import { GenerationError } from '../client/generation-error.js';
import { RequestError } from '../domain/requests/request-error.js';

export interface OrderTroubleFacts {
  /** Whether Temporal may have been asked to start it. */
  readonly asked: boolean;
  readonly cause: unknown;
}

/** `generate` ended before it could watch anything. It says under which id, and what is known of the bill. */
export class OrderTrouble extends Error {
  override readonly name = 'OrderTrouble';
  readonly id: string;
  readonly #facts: OrderTroubleFacts;

  constructor(id: string, facts: OrderTroubleFacts) {
    super(`ordering ${id} failed`, { cause: facts.cause });
    this.id = id;
    this.#facts = facts;
  }

  /** Where to look for what may have been started in spite of the error. */
  get comeBack(): string | undefined {
    const { asked, cause } = this.#facts;
    const known = !asked || cause instanceof GenerationError;
    return known
      ? undefined
      : `It may have been started all the same. Look before you order again: reelwork status ${this.id}`;
  }

  /** What `--json` prints, with `code` and `message` of the cause. `billed` speaks of this order, not of earlier ones. */
  toDocument(error: { readonly code: string; readonly message: string }): object {
    const { asked, cause } = this.#facts;
    const { id } = this;
    if (cause instanceof GenerationError) return { id, state: 'failed', error: cause.details };
    if (asked) return { id, state: 'submitting', error: { ...error, billed: 'unknown' } };
    const issues = cause instanceof RequestError ? { issues: cause.issues } : {};
    return { id, state: 'failed', error: { ...error, billed: 'no', ...issues } };
  }
}
