import type { GenerationStatus } from '../client/generation-status.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { messageOf } from '../domain/message-of.js';

/** A service that could not be reached in so many attempts is reported instead of waited for. */
const attemptsBeforeReport = 3;

/** Why a person who watches a generation should not wait any longer. */
export interface Stop {
  readonly exitCode: ExitCode;
  readonly error: { readonly code: string; readonly message: string; readonly billed: 'no' | 'yes' | 'unknown' };
}

/** What to say about a generation that goes on without being watched. */
export const comeBack = (id: string): string => `The generation goes on. Come back to it: reelwork status ${id}`;

/** Why watching should stop, if it should. */
export function reasonToStop(
  { state, note = '', taskId, lastFailure, bill }: GenerationStatus,
  { workerMissed }: { readonly workerMissed: boolean },
): Stop | undefined {
  const { personMustDecide } = exitCodes;
  const { billed: before = 'no' } = bill ?? {};
  const billed = taskId === undefined && before !== 'yes' ? 'unknown' : 'yes';
  if (state === 'held') return { exitCode: personMustDecide, error: { code: 'HELD', message: note, billed: before } };
  if (state === 'quarantined') {
    return { exitCode: personMustDecide, error: { code: 'QUARANTINED', message: note, billed } };
  }
  if (workerMissed) return outOfReach('NO_WORKER', 'No worker answers. Start one: reelwork worker', billed);
  if (state !== 'submitting' || lastFailure === undefined || lastFailure.attempt <= attemptsBeforeReport) return;
  const { type, message, attempt } = lastFailure;
  // Nothing is out of reach: the gateway has asked for patience.
  if (type === 'ProviderError.rate-limit') return;
  const { code, remedy } = orderTrouble[type] ?? { code: type, remedy: 'See the worker’s log.' };
  // Nothing was sent by these attempts, and the ledger had nothing of earlier ones; of S3 alone that can't be said.
  const sentNothing = type === 'ProviderError.not-sent' ? before : 'unknown';
  return outOfReach(code, `The order failed ${attempt - 1} times and is repeated: ${message}. ${remedy}`, sentNothing);
}

/** Temporal can't be asked any more; what it runs goes on all the same. */
export const temporalLost = (error: unknown): Stop =>
  outOfReach('TEMPORAL_OUT_OF_REACH', `Temporal no longer answers: ${messageOf(error)}.`, 'unknown');

/** What keeps an order from being sent, by the type of the activity's failure. */
const orderTrouble: Readonly<Record<string, { readonly code: string; readonly remedy: string }>> = {
  'ProviderError.not-sent': {
    code: 'GATEWAY_OUT_OF_REACH',
    remedy: 'Check the worker’s network and the gateway’s …_BASE_URL.',
  },
  BucketError: { code: 'S3_OUT_OF_REACH', remedy: 'Nothing is ordered without the bucket.' },
};

const outOfReach = (code: string, message: string, billed: Stop['error']['billed']): Stop => ({
  exitCode: exitCodes.outOfReach,
  error: { code, message, billed },
});
