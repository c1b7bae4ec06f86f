import type { CancellationReceipt } from '../domain/result.js';

/** Somebody cancelled the generation. The receipt says what was billed, and where the video is if it was paid for. */
export class GenerationCancelled extends Error {
  override readonly name = 'GenerationCancelled';
  readonly id: string;
  readonly receipt: CancellationReceipt;

  constructor(id: string, receipt: CancellationReceipt) {
    super(`${id}: ${receipt.explanation}; billed: ${receipt.billed}`);
    this.id = id;
    this.receipt = receipt;
  }
}
