import { log } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor, propagationSeconds } from '../domain/time-limits.js';
import { ProviderError, type ProviderErrorKind } from '../providers/provider-error.js';
import { isLateRun, owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { toAccepted } from './earlier-submission.js';
import { transientFailure } from './failure.js';
import { findOwn } from './keep-claim.js';
import { answerDueMs, rivals } from './rivals.js';
import { submissionOrigin } from './submission-origin.js';
import { takeTask } from './take-task.js';
import { taskAdapter } from './task-adapter.js';

/** How a gateway says that there is no such task, or that no task can be named so. A refused key says nothing of it. */
const notShown: readonly ProviderErrorKind[] = ['not-found', 'invalid-request'];

export interface AdoptOrder {
  readonly model: ModelId;
  readonly unknown: UnknownSubmission;
  /** A hint, until the gateway confirms it. */
  readonly taskId: string;
  /** Who has named it: the answer to this submission, a callback to its own address, or a person. */
  readonly by: 'naming' | 'callback' | 'person';
  /** Whether the gateway's clock is not to be believed. @default false */
  readonly anyTime?: boolean | undefined;
}

export type Adoption = AcceptedSubmission | { readonly state: 'not-ours'; readonly reason: string };

/** Takes a task for an unknown submission, if the gateway shows it under our key as one that can be it. */
export const createAdoptTask = (dependencies: ActivityDependencies) =>
  async function adoptTask({ model, unknown, taskId, by, anyTime = false }: AdoptOrder): Promise<Adoption> {
    const { ledger, accounts } = dependencies;
    const { id } = owner();
    const { n } = unknown;
    const closed = isLateRun() ? undefined : await ledger.closureOf(id, n);
    if (closed !== undefined) return notOurs(`the order is closed already: ${closed.closure.as}`);
    const entry = await findOwn(dependencies, id, n);
    if (entry.state === 'accepted') return ifNamed(taskId, toAccepted(n, entry.acceptance));

    const { gateway, account, endpoint, sentAt, span } = submissionOrigin(dependencies, model, unknown, entry);
    const adapter = taskAdapter(accounts, model, { gateway, account, endpoint });
    const seen = await adapter.identifyTask(taskId).catch((error: unknown) => {
      if (error instanceof ProviderError && notShown.includes(error.kind)) return undefined;
      throw error;
    });
    if (seen === undefined) {
      const reason = `${gateway} does not show the task ${taskId} to account '${account}'`;
      // A person is told at once; what the gateway itself has named may still show.
      const patience = by === 'person' ? 0 : overdueFactor * unknown.typicalSeconds;
      const isFresh = Date.now() - Date.parse(sentAt) < Math.max(propagationSeconds, patience) * 1000;
      if (isFresh) throw transientFailure(`${reason} so far`, 'NotShownYet');
      return notOurs(reason);
    }
    if (!seen.isThisModel) {
      return notOurs(`${taskId} is a task of another model: ${seen.model}; ordered was ${model}`);
    }
    const { createdAt = Date.parse(sentAt) / 1000 } = seen;
    const isOfThatTime = createdAt >= span.from && createdAt <= span.to;
    if (!isOfThatTime && !anyTime) {
      const created = new Date(createdAt * 1000).toISOString();
      return notOurs(`${taskId} was created at another time: ${created}; the order was sent at ${sentAt}`);
    }
    if (by === 'person') {
      const when = anyTime ? { from: -Infinity, to: Infinity } : { from: createdAt, to: createdAt };
      for await (const rival of rivals(dependencies, { id, n, model, payer: { gateway, account }, span: when })) {
        const due = answerDueMs(rival);
        if (Date.now() < due) return notOurs(rivalReason(taskId, rival.id, due));
      }
    }
    const task = { gateway, account, endpoint, taskId };
    const bornAt = isOfThatTime ? createdAt : Date.parse(sentAt) / 1000;
    const price = unknown.cost;
    const taken = await takeTask(dependencies, { id, n, model, task, by, createdAt: bornAt, price });
    return taken.state === 'claimed' ? notOurs(`${taskId} belongs to '${taken.by.id}'`) : ifNamed(taskId, taken);
  };

const rivalReason = (taskId: string, id: string, due: number): string =>
  `the gateway may still answer the order '${id}' with ${taskId}; that is certain at ${new Date(due).toISOString()}, ` +
  'so try again then';

function ifNamed(taskId: string, accepted: AcceptedSubmission): Adoption {
  const { task } = accepted;
  if (task.taskId === taskId) return accepted;
  return notOurs(`the ledger says meanwhile that the submission's task is ${task.taskId}, not ${taskId}`);
}

function notOurs(reason: string): Adoption {
  log.warn('a task that was named is not taken', { reason });
  return { state: 'not-ours', reason };
}
