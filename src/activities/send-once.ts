import { log } from '@temporalio/activity';
import { models } from '../domain/models.js';
import type { GenerationRequest } from '../domain/requests/index.js';
import type { SubmitVerdict } from '../domain/submission.js';
import type { AcceptanceRecord, SubmissionRecord } from '../ledger/records.js';
import { quote } from '../pricing/quote.js';
import { ProviderError } from '../providers/provider-error.js';
import { failedSubmission } from '../providers/submit-verdict.js';
import type { VideoModel } from '../providers/video-model.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { earlierSubmission } from './earlier-submission.js';
import { refusedSubmission } from './failure.js';
import { createRightToSend } from './right-to-send.js';
import type { Stopwatch } from './stopwatch.js';

export interface Submission {
  readonly id: string;
  readonly n: number;
  /** What the ledger is to hold before the first byte leaves. */
  readonly record: SubmissionRecord;
  readonly adapter: VideoModel<GenerationRequest>;
  readonly request: GenerationRequest;
  readonly sinceStart: Stopwatch;
}

/** Sends a submission if the ledger gives it the right to. Nothing that can fail comes between answer and ledger. */
export async function sendOnce(
  dependencies: ActivityDependencies,
  { id, n, record, adapter, request, sinceStart }: Submission,
): Promise<SubmitVerdict> {
  const typicalSeconds = typicalSecondsOf(dependencies, request.model);
  const callbackUrl = models[request.model].callbacks ? dependencies.callbackUrl?.(id, n) : undefined;
  const right = createRightToSend({ ledger: dependencies.ledger, id, n, record, sinceStart });
  try {
    const { taskId, estimatedSeconds, reserved } = await adapter.submit(request, {
      wireKey: record.wireKey,
      callbackUrl,
      beforeSending: () => right.take(),
    });
    const { gateway, account, endpoint } = record;
    const acceptance: AcceptanceRecord = {
      schema: 1,
      task: { gateway, account, endpoint, taskId },
      acceptedAt: new Date().toISOString(),
      expectedSeconds: dependencies.typicalSeconds ?? estimatedSeconds ?? typicalSeconds,
      typicalSeconds,
      callbackExpected: callbackUrl !== undefined,
      cost: reserved ?? quote(request, dependencies.prices),
    };
    const inLedger = await remember(dependencies, { id, n, acceptance });
    return { ...acceptance, state: 'accepted', n, inLedger };
  } catch (error) {
    if (!(error instanceof ProviderError) || failedSubmission[error.kind] === 'unknown') {
      const reason = error instanceof ProviderError ? error.message : 'the submission broke off';
      log.warn('submission outcome unknown', { reason, error });
      return { state: 'unknown', n, since: record.at, typicalSeconds, reason };
    }
    const entry = await right.giveBack();
    if (entry.state !== 'none') {
      return earlierSubmission(dependencies, { id, n, model: request.model, record, entry });
    }
    if (error.kind === 'no-credit') return { state: 'held', code: 'NO_CREDIT', message: error.message };
    if (error.kind === 'authentication') return { state: 'held', code: 'WRONG_KEY', message: error.message };
    throw refusedSubmission(error);
  }
}

interface Acceptance {
  readonly id: string;
  readonly n: number;
  readonly acceptance: AcceptanceRecord;
}

/**
 * Puts an accepted task into the ledger and says whether that worked. Never rejects: the workflow's history remembers
 * the task too, so while the bucket is away nothing is lost, and `awaitVideo` writes what is missing.
 */
export async function remember({ ledger }: ActivityDependencies, { id, n, acceptance }: Acceptance): Promise<boolean> {
  try {
    await ledger.accept(id, n, acceptance);
    await ledger.claim(acceptance.task, { schema: 1, id, n });
    return true;
  } catch (error) {
    log.error('an accepted task is not in the ledger yet', { taskId: acceptance.task.taskId, error });
    return false;
  }
}
