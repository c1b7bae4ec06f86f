import { log } from '@temporalio/activity';
import { outranks } from '../domain/evidence.js';
import type { ModelId } from '../domain/models.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import type { Task } from '../domain/task.js';
import { overdueFactor, propagationSeconds } from '../domain/time-limits.js';
import { ProviderError, type ProviderErrorKind } from '../providers/provider-error.js';
import { isLateRun, owner } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';
import { toAccepted } from './from-ledger.js';
import { transientFailure } from './failure.js';
import { findOwn } from './keep-claim.js';
import { rivalObjection } from './rival-objection.js';
import { secondsSince } from './seconds-since.js';
import { submissionOrigin, type SubmissionOrigin } from './submission-origin.js';
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

interface NotOurs {
  readonly state: 'not-ours';
  readonly reason: string;
}

/** The submission with its task, or why it can’t be that one. */
export type Adoption = AcceptedSubmission | NotOurs;

/** Takes a task for an unknown submission, if the gateway shows it under our key as one that can be it. */
export const createAdoptTask = (dependencies: ActivityDependencies) =>
  async function adoptTask(order: AdoptOrder): Promise<Adoption> {
    const { model, unknown, taskId } = order;
    const { n } = unknown;
    const { id } = owner();
    const closed = isLateRun() ? undefined : await dependencies.ledger.closureOf(id, n);
    if (closed !== undefined) return notOurs(`the order is closed already: ${closed.closure.as}`);
    const entry = await findOwn(dependencies, id, n);
    if (entry.state === 'accepted') return ifNamed(taskId, toAccepted(n, entry.acceptance));

    const identified = await identify(dependencies, order, submissionOrigin(dependencies, model, unknown, entry));
    if (identified.state === 'not-ours') return identified;
    const objection = await ownerObjection(dependencies, order, identified);
    return objection === undefined ? take(dependencies, order, identified) : notOurs(objection);
  };

/** A task that the gateway shows, and that can be the submission's by its model and time. */
interface Identified {
  readonly state: 'identified';
  readonly task: Task;
  /** Unix seconds: when the gateway says that it was created. */
  readonly createdAt: number;
  readonly origin: SubmissionOrigin;
  readonly isOfThatTime: boolean;
}

async function identify(
  { accounts }: ActivityDependencies,
  { model, unknown, taskId, by, anyTime = false }: AdoptOrder,
  origin: SubmissionOrigin,
): Promise<Identified | NotOurs> {
  const { gateway, account, endpoint, sentAt, span } = origin;
  const adapter = taskAdapter(accounts, model, { gateway, account, endpoint });
  const seen = await adapter.identifyTask(taskId, { span }).catch((error: unknown) => {
    if (error instanceof ProviderError && notShown.includes(error.kind)) return undefined;
    throw error;
  });
  if (seen === undefined) {
    const reason = `${gateway} does not show the task ${taskId} to account '${account}'`;
    // A person is told at once; what the gateway itself has named may still show.
    const patience = by === 'person' ? 0 : overdueFactor * unknown.typicalSeconds;
    const isEarly = secondsSince(sentAt) < Math.max(propagationSeconds, patience);
    if (isEarly) throw transientFailure(`${reason} so far`, 'NotShownYet');
    return notOurs(reason);
  }
  if (!seen.isThisModel) return notOurs(`${taskId} is a task of another model: ${seen.model}; ordered was ${model}`);
  const { createdAt = Date.parse(sentAt) / 1000 } = seen;
  const isOfThatTime = createdAt >= span.from && createdAt <= span.to;
  if (!isOfThatTime && !anyTime) {
    const created = new Date(createdAt * 1000).toISOString();
    const reason = `${taskId} was created at another time: ${created}; the order was sent at ${sentAt}`;
    return notOurs(`${reason}. If the gateway's clock is wrong, adopt it with --any-time ("anyTime": true)`);
  }
  return { state: 'identified', task: { gateway, account, endpoint, taskId }, createdAt, origin, isOfThatTime };
}

/** Why the task may be another order's. Rejects where that shows by itself in a while. */
async function ownerObjection(
  dependencies: ActivityDependencies,
  { model, unknown, taskId, by, isOneOfSeveral = false, anyTime = false }: AdoptOrder,
  { task, createdAt, origin: { sentAt } }: Identified,
): Promise<string | undefined> {
  const { n } = unknown;
  const { id } = owner();
  const claim = (await dependencies.ledger.claimOf(task)) ?? { id, n, by };
  if ((claim.id !== id || claim.n !== n) && !outranks(by, claim.by)) return belongsTo(taskId, claim.id);
  const objection = await rivalObjection(dependencies, {
    id,
    n,
    model,
    taskId,
    by,
    isOneOfSeveral,
    payer: task,
    span: anyTime ? { from: -Infinity, to: Infinity } : { from: createdAt, to: createdAt },
    timeIsUp: secondsSince(sentAt) >= unknown.typicalSeconds,
  });
  if (objection !== undefined && by !== 'person') throw transientFailure(objection, 'NotAlone');
  return objection;
}

async function take(
  dependencies: ActivityDependencies,
  { model, unknown: { n, cost: price }, taskId, by }: AdoptOrder,
  { task, createdAt, origin: { sentAt, budgets }, isOfThatTime }: Identified,
): Promise<Adoption> {
  const bornAt = isOfThatTime ? createdAt : Date.parse(sentAt) / 1000;
  const found = { id: owner().id, n, model, task, by, createdAt: bornAt, price, budgets };
  const taken = await takeTask(dependencies, found);
  return taken.state === 'claimed' ? notOurs(belongsTo(taskId, taken.by.id)) : ifNamed(taskId, taken);
}

const belongsTo = (taskId: string, id: string): string => `${taskId} belongs to '${id}'`;

function ifNamed(taskId: string, accepted: AcceptedSubmission): Adoption {
  const { task } = accepted;
  if (task.taskId === taskId) return accepted;
  return notOurs(`the ledger says meanwhile that the submission's task is ${task.taskId}, not ${taskId}`);
}

function notOurs(reason: string): NotOurs {
  log.warn('a task that was named is not taken', { reason });
  return { state: 'not-ours', reason };
}
