import Big from 'big.js';
import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import { canNameTask, type TaskFailureClass, type TaskStatus } from '../../domain/task.js';
import type { Accepted } from '../video-model.js';
import { unixSeconds } from './unix-seconds.js';

const usage = z
  .object({
    credits_reserved: z.number().nonnegative().nullish().catch(null),
    credits_used: z.number().nonnegative().nullish().catch(null),
  })
  .nullish()
  .catch(null);

/** `task-unified-1757169743-7cvnl5zw`: every id of a task begins so (gateways.md 1.1). */
export const taskIdForm = /task-unified-\w[\w-]*/g;

/** An estimate beyond this is not in seconds, and would put off the first status read for too long. */
const longestEstimateSeconds = 6 * 60 * 60;
const estimate = z.number().positive().max(longestEstimateSeconds).nullish().catch(null);

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z.object({
  id: z.union([z.string().trim(), z.int().transform(String)]).refine(canNameTask),
  task_info: z.object({ estimated_time: estimate }).nullish().catch(null),
  usage,
});

/** The answer to a status read. */
export const statusAnswer = z.object({
  status: z.string(),
  progress: z.number().nullish().catch(null),
  results: z.array(z.string()).nullish().catch(null),
  result_data: z
    .array(z.object({ video_url: z.string().nullish() }))
    .nullish()
    .catch(null),
  error: z
    .object({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() })
    .nullish()
    .catch(null),
  usage,
});

/** What a status read says about the task itself. */
export const identityAnswer = z.object({ model: z.string(), created: unixSeconds.nullish().catch(null) });

export const toAccepted = ({ id, task_info: info, usage: used }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: info?.estimated_time ?? undefined,
  reserved: credits(used?.credits_reserved, 'reserved'),
});

/** EvoLink's words for where a task stands; a word that is not here leaves the task running. */
export function toTaskStatus(answer: z.output<typeof statusAnswer>, clean: (text: string) => string): TaskStatus {
  const word = answer.status.trim().toLowerCase();
  const cost = credits(answer.usage?.credits_used, 'settled');
  const code = clean(answer.error?.code?.toString() ?? 'no_code');
  const message = clean(answer.error?.message ?? 'no reason given');
  switch (word) {
    case 'completed':
    case 'succeeded':
    case 'success': {
      const links = [answer.results?.[0], answer.result_data?.[0]?.video_url];
      const videoUrl = links.find((link) => link !== undefined && link !== null && link !== '');
      return videoUrl ? { state: 'succeeded', videoUrl, cost } : { state: 'succeeded-without-link', cost };
    }
    case 'failed':
      if (code === 'request_cancelled') return { state: 'cancelled', message, cost };
      return { state: 'failed', class: failureClass.get(code) ?? 'unclassified', code, message, cost };
    case 'expired':
      return { state: 'failed', class: 'provider-fault', code: 'expired', message, cost };
    case 'cancelled':
    case 'canceled':
      return { state: 'cancelled', message, cost };
    default:
      return { state: 'running', progressPercent: answer.progress ?? undefined, word: clean(answer.status) };
  }
}

const failureClass: ReadonlyMap<string, TaskFailureClass> = new Map([
  ['content_policy_violation', 'moderation'],
  ['invalid_parameters', 'bad-input'],
  ['image_processing_error', 'bad-input'],
  ['image_dimension_mismatch', 'bad-input'],
  ['quota_exceeded', 'quota'],
  ['resource_exhausted', 'quota'],
  ['generation_failed_no_content', 'provider-fault'],
  ['generation_timeout', 'provider-fault'],
  ['model_unavailable', 'provider-fault'],
  ['resource_not_found', 'provider-fault'],
  ['service_error', 'provider-fault'],
  ['service_unavailable', 'provider-fault'],
  ['unknown_error', 'provider-fault'],
  ['upstream_error', 'provider-fault'],
]);

const credits = (amount: number | null | undefined, basis: 'reserved' | 'settled'): Money | undefined =>
  amount === null || amount === undefined
    ? undefined
    : { amount: new Big(amount).toFixed(), currency: 'EVOLINK_CREDIT', basis };
