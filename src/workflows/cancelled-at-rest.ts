import type { CancellationReceipt } from '../domain/result.js';

/** How a generation was cancelled; what it cost, its books say. */
export type Cancelled = Omit<CancellationReceipt, 'billed' | 'cost'>;

/** A person cancelled a run that rested in quarantine: it ends with what is known so far. */
export class CancelledAtRest extends Error {
  override readonly name = 'CancelledAtRest';
  readonly ending: Cancelled;

  constructor(ending: Cancelled) {
    super(ending.explanation);
    this.ending = ending;
  }
}
