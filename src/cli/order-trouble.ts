import { GenerationError } from '../client/generation-error.js';
import { ConfigError } from '../config.js';
import { RequestError } from '../domain/requests/request-error.js';

export interface OrderTroubleFacts {
  /** Whether the id was made up for this order, so that nobody can have ordered under it before. */
  readonly newId: boolean;
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

  /** What `--json` prints, with `code` and `message` of the cause. */
  toDocument(error: { readonly code: string; readonly message: string }): object {
    const { newId, asked, cause } = this.#facts;
    const { id } = this;
    if (cause instanceof GenerationError) return { id, state: 'failed', error: cause.details };
    const refused = cause instanceof RequestError || cause instanceof ConfigError;
    if (!refused && (asked || !newId)) return { id, error: { ...error, billed: 'unknown' } };
    const issues = cause instanceof RequestError ? { issues: cause.issues } : {};
    return { id, state: 'failed', error: { ...error, billed: 'no', ...issues } };
  }
}
