import { log } from '@temporalio/activity';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import type { Task } from '../domain/task.js';
import { submitLimits } from '../domain/time-limits.js';
import type { AcceptanceRecord } from '../ledger/records.js';
import { quote } from '../pricing/quote.js';
import { ProviderError, type ProviderErrorKind } from '../providers/provider-error.js';
import { checkRequest, owner } from './check-request.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { transientFailure } from './failure.js';
import { taskAdapter } from './task-adapter.js';

/** How far a gateway's clock may be off ours, in seconds. */
const clockSkewSeconds = 60;

/** How a gateway says that there is no such task, that it is another account's, or that no task can be named so. */
const notShown: readonly ProviderErrorKind[] = ['not-found', 'permission', 'invalid-request'];

export interface AdoptOrder {
  readonly unknown: UnknownSubmission;
  /** The request as given. */
  readonly request: unknown;
  /** Read from the body of a callback to this submission's own address: a hint, until the gateway confirms it. */
  readonly taskId: string;
}

export type Adoption = AcceptedSubmission | { readonly state: 'not-ours'; readonly reason: string };

/** Takes a task for an unknown submission, if the gateway shows it under our key as one that can be it. */
export const createAdoptTask = ({ ledger, accounts, ...dependencies }: ActivityDependencies) =>
  async function adoptTask({ unknown, request: given, taskId }: AdoptOrder): Promise<Adoption> {
    const { id } = owner();
    const { n } = unknown;
    const request = await checkRequest(given);
    const { model } = request;
    const entry = await ledger.find(id, n);
    if (entry.state === 'accepted') return { ...entry.acceptance, state: 'accepted', n, inLedger: true };
    if (entry.state === 'none') return notOurs('the submission was withdrawn');
    const { gateway, account, endpoint } = entry.record;
    const task: Task = { gateway, account, endpoint, taskId };
    const seen = await taskAdapter(accounts, model, task)
      .identifyTask(taskId)
      .catch((error: unknown) => {
        if (error instanceof ProviderError && notShown.includes(error.kind)) return undefined;
        throw error;
      });
    if (seen === undefined) return notOurs(`${gateway} does not show the task ${taskId} to this account`);
    if (!seen.isThisModel) return notOurs(`${taskId} is a task of another model`);
    const since = Date.parse(entry.record.at) / 1000;
    const latest = since + submitLimits.startToClose + clockSkewSeconds;
    if (seen.createdAt !== undefined && (seen.createdAt < since - clockSkewSeconds || seen.createdAt > latest)) {
      return notOurs(`${taskId} was created at another time`);
    }
    const claim = await ledger.claim(task, { schema: 1, id, n });
    if (claim.id !== id || claim.n !== n) return notOurs(`${taskId} belongs to '${claim.id}'`);

    const acceptedAt = seen.createdAt ?? since;
    const acceptance: AcceptanceRecord = {
      schema: 1,
      task,
      acceptedAt: new Date(acceptedAt * 1000).toISOString(),
      // Gateways call when a task has ended, so this one is expected to be read now.
      expectedSeconds: Math.max(1, Math.round(Date.now() / 1000 - acceptedAt)),
      typicalSeconds: typicalSecondsOf(dependencies, model),
      callbackExpected: false,
      cost: quote(request, dependencies.prices),
    };
    if (!(await ledger.accept(id, n, acceptance))) {
      // The answer to the submission itself outranks a callback: the next attempt finds it in the ledger.
      throw transientFailure('another task has just been recorded for this submission', 'Outranked');
    }
    return { ...acceptance, state: 'accepted', n, inLedger: true };
  };

function notOurs(reason: string): Adoption {
  log.warn('a callback named a task that is not taken', { reason });
  return { state: 'not-ours', reason };
}
