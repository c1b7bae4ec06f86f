import { log } from '@temporalio/activity';
import { outranks } from '../domain/evidence.js';
import type { ModelId } from '../domain/models.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor, propagationSeconds } from '../domain/time-limits.js';
import { ProviderError, type ProviderErrorKind } from '../providers/provider-error.js';
import { isLateRun, owner } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';
import { toAccepted } from './from-ledger.js';
import { transientFailure } from './failure.js';
import { findOwn } from './keep-claim.js';
import { rivalObjection } from './rival-objection.js';
import { submissionOrigin } from './submission-origin.js';
import { takeTask } from './take-task.js';
import { taskAdapter } from './task-adapter.js';

/** How a gateway says that there is no such task, or that no task can be named so. A refused key says nothing of it. */
const notShown: readonly ProviderErrorKind[] = ['not-found', 'invalid-request'];

/** Which task to take for which submission. */
export interface AdoptOrder {
  readonly model: ModelId;
  readonly unknown: UnknownSubmission;
  /** A hint, until the gateway confirms it. */
  readonly taskId: string;
  /** Who has named it: the answer to this submission, a callback to its own address, or a person. */
  readonly by: 'naming' | 'callback' | 'person';
  /** Whether callbacks have named other tasks for it, which were not looked at yet. @default false */
  readonly isOneOfSeveral?: boolean | undefined;
  /** Whether the gateway's clock is not to be believed. @default false */
  readonly anyTime?: boolean | undefined;
}

/** The submission with its task, or why it can’t be that one. */
export type Adoption = AcceptedSubmission | { readonly state: 'not-ours'; readonly reason: string };

/** Takes a task for an unknown submission, if the gateway shows it under our key as one that can be it. */
export const createAdoptTask = (dependencies: ActivityDependencies) =>
  async function adoptTask({ model, unknown, taskId, by, ...told }: AdoptOrder): Promise<Adoption> {
    const { isOneOfSeveral = false, anyTime = false } = told;
    const { ledger, accounts } = dependencies;
    const { id } = owner();
    const { n } = unknown;
    const closed = isLateRun() ? undefined : await ledger.closureOf(id, n);
    if (closed !== undefined) return notOurs(`the order is closed already: ${closed.closure.as}`);
    const entry = await findOwn(dependencies, id, n);
    if (entry.state === 'accepted') return ifNamed(taskId, toAccepted(n, entry.acceptance));

    const { gateway, account, endpoint, sentAt, span } = submissionOrigin(dependencies, model, unknown, entry);
    const ageMs = Date.now() - Date.parse(sentAt);
    const adapter = taskAdapter(accounts, model, { gateway, account, endpoint });
    const seen = await adapter.identifyTask(taskId, { span }).catch((error: unknown) => {
      if (error instanceof ProviderError && notShown.includes(error.kind)) return undefined;
      throw error;
    });
    if (seen === undefined) {
      const reason = `${gateway} does not show the task ${taskId} to account '${account}'`;
      // A person is told at once; what the gateway itself has named may still show.
      const patience = by === 'person' ? 0 : overdueFactor * unknown.typicalSeconds;
      if (ageMs < Math.max(propagationSeconds, patience) * 1000)
        throw transientFailure(`${reason} so far`, 'NotShownYet');
      return notOurs(reason);
    }
    if (!seen.isThisModel) {
      return notOurs(`${taskId} is a task of another model: ${seen.model}; ordered was ${model}`);
    }
    const { createdAt = Date.parse(sentAt) / 1000 } = seen;
    const isOfThatTime = createdAt >= span.from && createdAt <= span.to;
    if (!isOfThatTime && !anyTime) {
      const created = new Date(createdAt * 1000).toISOString();
      const reason = `${taskId} was created at another time: ${created}; the order was sent at ${sentAt}`;
      return notOurs(`${reason}. If the gateway's clock is wrong, adopt it with --any-time ("anyTime": true)`);
    }
    const task = { gateway, account, endpoint, taskId };
    const claim = (await ledger.claimOf(task)) ?? { id, n, by };
    if ((claim.id !== id || claim.n !== n) && !outranks(by, claim.by)) return notOurs(belongsTo(taskId, claim.id));
    const objection = await rivalObjection(dependencies, {
      id,
      n,
      model,
      taskId,
      by,
      isOneOfSeveral,
      payer: task,
      span: anyTime ? { from: -Infinity, to: Infinity } : { from: createdAt, to: createdAt },
      timeIsUp: ageMs >= unknown.typicalSeconds * 1000,
    });
    if (objection !== undefined) {
      if (by === 'person') return notOurs(objection);
      throw transientFailure(objection, 'NotAlone');
    }
    const bornAt = isOfThatTime ? createdAt : Date.parse(sentAt) / 1000;
    const price = unknown.cost;
    const taken = await takeTask(dependencies, { id, n, model, task, by, createdAt: bornAt, price });
    return taken.state === 'claimed' ? notOurs(belongsTo(taskId, taken.by.id)) : ifNamed(taskId, taken);
  };

const belongsTo = (taskId: string, id: string): string => `${taskId} belongs to '${id}'`;

function ifNamed(taskId: string, accepted: AcceptedSubmission): Adoption {
  const { task } = accepted;
  if (task.taskId === taskId) return accepted;
  return notOurs(`the ledger says meanwhile that the submission's task is ${task.taskId}, not ${taskId}`);
}

function notOurs(reason: string): Adoption {
  log.warn('a task that was named is not taken', { reason });
  return { state: 'not-ours', reason };
}
