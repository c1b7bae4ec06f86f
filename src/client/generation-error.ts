import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { FailureCode, FailureDetails } from '../domain/failure.js';

/** A generation ended without a video. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
  readonly id: string;
  /** Everything that is known about the failure: `code` says why, `billed` and `cost` what was paid, `submissions` for what. */
  readonly details:
    | FailureDetails
    | {
        readonly code: 'TERMINATED';
        readonly message: string;
        readonly billed: 'unknown';
        readonly cost?: undefined;
        readonly submissions?: undefined;
      };

  constructor(id: string, details: GenerationError['details'], cause: unknown) {
    super(`${id}: ${details.message}`, { cause });
    this.id = id;
    this.details = details;
  }

  /** Why it failed, for programs. */
  get code(): FailureCode | 'TERMINATED' {
    return this.details.code;
  }
}

/** The failure of a generation's workflow, in Reelwork's words. */
export function toGenerationError(id: string, failure: unknown): GenerationError {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof ApplicationFailure)) continue;
    const details = cause.details?.[0] as Partial<FailureDetails> | undefined;
    if (details?.code !== undefined) return new GenerationError(id, details as FailureDetails, failure);
  }
  const message = failure instanceof TemporalFailure || failure instanceof Error ? failure.message : String(failure);
  return new GenerationError(
    id,
    { code: 'TERMINATED', message: `${message}; starting it again resumes what was paid for`, billed: 'unknown' },
    failure,
  );
}
