import type { CancellationReceipt } from '../domain/result.js';

/** A person cancelled a run that rested in quarantine: it ends with what is known so far. */
export class CancelledAtRest extends Error {
  override readonly name = 'CancelledAtRest';
  readonly receipt: CancellationReceipt;

  constructor(receipt: CancellationReceipt) {
    super(receipt.explanation);
    this.receipt = receipt;
  }
}
