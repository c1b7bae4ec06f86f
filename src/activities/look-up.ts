import { log } from '@temporalio/activity';
import { pMapIterable } from 'p-map';
import type { ModelId } from '../domain/models.js';
import type { Candidate } from '../domain/submission.js';
import { wireKey } from '../ledger/wire-key.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import { ProviderError } from '../providers/provider-error.js';
import type { ListedTask } from '../providers/video-model.js';
import type { ActivityDependencies } from './dependencies.js';
import { hasRival } from './rivals.js';
import type { SubmissionOrigin } from './submission-origin.js';
import { taskAdapter } from './task-adapter.js';

/** So many claims are read at a time. */
const concurrency = 10;

/** More unclaimed tasks than this are not told apart any more. */
const mostCandidates = 20;

export interface LookedUp {
  /** The only task that it can be, by the wire key or on an account whose every order is in this ledger. */
  readonly proven: Candidate | undefined;
  /** The gateway's tasks of this model and time that no generation has claimed, the oldest first. */
  readonly candidates: () => Promise<readonly Candidate[]>;
}

/** What is found where nobody was asked, or nobody could say. */
export const nothingListed: LookedUp = { proven: undefined, candidates: async () => [] };

/** Which submission is looked up. */
export interface LookUp {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  readonly origin: SubmissionOrigin;
}

type Adapter = ReturnType<typeof taskAdapter>;

/** Asks the gateway which tasks can be a submission whose answer was lost. A gateway that can't say finds nothing. */
export async function lookUp(dependencies: ActivityDependencies, order: LookUp): Promise<LookedUp> {
  const adapter = taskAdapter(dependencies.accounts, order.model, order.origin);
  const { listTasks, findTasks } = adapter;
  if (findTasks !== undefined) return lookUpByKey(dependencies, order, { ...adapter, findTasks });
  if (listTasks !== undefined) return lookUpByTime(dependencies, order, listTasks);
  return nothingListed;
}

/** By the wire key, which the gateway keeps beside the task. */
async function lookUpByKey(
  { bucket, prefix }: ActivityDependencies,
  { id, n, origin: { span, sentAt } }: LookUp,
  { findTasks, identifyTask }: Pick<Adapter, 'identifyTask'> & Required<Pick<Adapter, 'findTasks'>>,
): Promise<LookedUp> {
  const key = wireKey({ bucket: bucket.name, prefix, id, n });
  const named = await findTasks({ wireKey: key, since: span.from }).catch(noneNow([]));
  // Attempts that were refused have had the same key, and may have left ids that are no tasks.
  const shown = await Promise.all(named.map((taskId) => identifyTask(taskId).then(() => [taskId], noneNow([]))));
  const candidates = shown.flat().map((taskId) => ({ taskId, createdAt: sentAt }));
  const [only, ...others] = candidates;
  return { proven: others.length === 0 ? only : undefined, candidates: async () => candidates };
}

/** By model and time, which other orders may have in common with it. */
async function lookUpByTime(
  dependencies: ActivityDependencies,
  { id, n, model, origin }: LookUp,
  listTasks: NonNullable<Adapter['listTasks']>,
): Promise<LookedUp> {
  const { accounts, ledger } = dependencies;
  const { gateway, account, endpoint, span } = origin;
  const list = await listTasks(span).catch(noneNow({ tasks: [], complete: false }));
  // First the list, then the marks, then the claims: whoever owns a listed task has set a mark before it was created,
  // and has claimed it before the mark went.
  const exclusive = submitterFor(accounts, model, account)?.exclusive === true;
  const mayProve = exclusive && list.complete && list.tasks.length > 0;
  const alone = mayProve && !(await hasRival(dependencies, { id, n, model, payer: origin, span }));
  const unclaimed = async (most: number): Promise<Candidate[]> => {
    const found: Candidate[] = [];
    const oldestFirst = list.tasks.toSorted((one, other) => one.createdAt - other.createdAt);
    const free = pMapIterable(oldestFirst, ifFree, { concurrency });
    for await (const candidate of free) {
      if (candidate !== undefined) found.push(candidate);
      if (found.length === most) break;
    }
    return found;
  };
  async function ifFree({ taskId, createdAt }: ListedTask): Promise<Candidate | undefined> {
    const claim = await ledger.claimOf({ gateway, account, endpoint, taskId });
    if (claim !== undefined && (claim.id !== id || claim.n !== n)) return undefined;
    return { taskId, createdAt: new Date(createdAt * 1000).toISOString() };
  }
  const [only, ...others] = alone ? await unclaimed(2) : [];
  return { proven: others.length === 0 ? only : undefined, candidates: () => unclaimed(mostCandidates) };
}

/** A look that fails finds nothing: there will be another one. */
const noneNow =
  <Nothing>(nothing: Nothing) =>
  (error: unknown): Nothing => {
    if (!(error instanceof ProviderError)) throw error;
    log.warn('the gateway can not be asked for its tasks now', { message: error.message });
    return nothing;
  };
