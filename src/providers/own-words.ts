import { kindOfStatus, type ProviderErrorKind } from './provider-error.js';
import { failedSubmission } from './submit-verdict.js';

/** Reads a gateway's JSON error, of an HTTP status; `undefined` when a body is not in its form. */
export type ReadError = (body: unknown, status: number) => OwnWords | undefined;

/** What a gateway's JSON error says. */
export interface OwnWords {
  readonly words: string;
  readonly code: string | undefined;
  /** Says more than the HTTP status alone, where that is a refusal. */
  readonly kind?: ProviderErrorKind | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** A code refines a refusal. It never makes one of an answer that may come after the task was accepted. */
export function kindOf(status: number, { kind }: OwnWords): ProviderErrorKind {
  const byStatus = kindOfStatus(status);
  return failedSubmission[byStatus] === 'refused' ? (kind ?? byStatus) : byStatus;
}
