import { defaultAccount } from '../domain/ids.js';
import { gatewayOf, type ModelId } from '../domain/models.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { Task } from '../domain/task.js';
import { adapterFor, defaultEndpoint, type GatewayAccounts } from '../providers/gateway-accounts.js';
import { ProviderError } from '../providers/provider-error.js';
import type { VideoModel } from '../providers/video-model.js';
import { transientFailure } from './failure.js';

/** The adapter that can see a task, or a failure that the server repeats: another worker may be configured for it. */
export function taskAdapter(
  accounts: GatewayAccounts,
  model: ModelId,
  task: Omit<Task, 'taskId'>,
): VideoModel<CheckedRequest> {
  const adapter = adapterFor(accounts, model, task);
  if (adapter !== undefined) return adapter;
  throw notConfigured(model, task.account, task.endpoint);
}

/** Another worker may know the account. */
export const notConfigured = (model: ModelId, account: string = defaultAccount, endpoint: string = defaultEndpoint) =>
  transientFailure(
    `${gatewayOf(model)} account '${account}', endpoint '${endpoint}', is not configured here`,
    'NotConfigured',
  );

/** However long a gateway asks to be left alone: a pause beyond the wait's own end would end the wait. */
const longestPauseSeconds = 300;

/** A status read that failed: the task can't be seen now, which says nothing about the task. Asked again later. */
export function unseen(error: unknown, pauseSeconds = 0): unknown {
  if (!(error instanceof ProviderError)) return error;
  const pause = Math.min(Math.max(pauseSeconds, error.retryAfterSeconds ?? 0), longestPauseSeconds);
  return transientFailure(`can't see it now: ${error.message}`, `ProviderError.${error.kind}`, pause || undefined);
}
