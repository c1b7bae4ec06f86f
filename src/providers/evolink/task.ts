import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import { resultLink } from '../result-link.js';
import { statusOf } from '../seen-task.js';
import type { Accepted } from '../video-model.js';
import { codeText, decimal, errorText, idText, optional, taskIdText, unixSeconds } from '../wire-values.js';

export const taskPath = (taskId: string): string => `/v1/tasks/${encodeURIComponent(taskId)}`;

/** What was charged stands in one of two places, or in both (gateways.md 4.1). */
const usage = optional(
  z.object({
    credits_reserved: optional(decimal),
    credits_used: optional(decimal),
    cost: optional(z.object({ credits: optional(decimal) })),
  }),
);

/** An estimate beyond this is not in seconds, and would put off the first status read for too long. */
const longestEstimateSeconds = 6 * 60 * 60;
const estimate = optional(z.number().positive().max(longestEstimateSeconds));

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z.object({
  id: taskIdText,
  task_info: optional(z.object({ estimated_time: estimate })),
  usage,
});

/** Whose task an answer is about. */
const ownIds = { id: optional(idText), task_id: optional(idText) };
const idsOf = ({ id, task_id: taskId }: z.output<z.ZodObject<typeof ownIds>>) =>
  [id, taskId].filter((each) => each != null && each !== '');

const statusBody = z.looseObject({
  ...ownIds,
  status: z.string(),
  progress: optional(z.number()),
  error: optional(z.union([z.object({ code: codeText.nullish(), message: z.string().nullish() }), errorText])),
  usage,
});

const identityBody = z.object({ ...ownIds, model: z.string(), created: optional(unixSeconds) });

/**
 * The answer to a read of this task's status. One about another task, a cache's for instance, is none. One without any
 * id is believed: EvoLink's answers all have one (gateways.md 4.1), so nothing of another task comes without.
 */
export const statusAnswer = (taskId: string) =>
  statusBody.refine((answer) => idsOf(answer).length === 0 || idsOf(answer).includes(taskId));

/** The same, where it is to prove which task it is: without an id it proves nothing. */
export const identityAnswer = (taskId: string) => identityBody.refine((answer) => idsOf(answer).includes(taskId));

export const toIdentity = ({ model, created }: z.output<typeof identityBody>) => ({
  model,
  createdAt: created ?? undefined,
});

export const toAccepted = ({ id, task_info: info, usage: used }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: info?.estimated_time ?? undefined,
  reserved: credits(used?.credits_reserved, 'reserved'),
});

/** EvoLink's words for where a task stands. */
export const toTaskStatus = (answer: z.output<typeof statusBody>, clean: (text: string) => string): TaskStatus =>
  statusOf(
    {
      word: answer.status,
      progressPercent: answer.progress ?? undefined,
      videoUrl: resultLink(answer),
      error: answer.error,
      cost: credits(answer.usage?.credits_used ?? answer.usage?.cost?.credits, 'settled'),
    },
    { classOf: (code) => failureClass.get(code) ?? 'unclassified', cancelled: ['request_cancelled'] },
    clean,
  );

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

const credits = (amount: string | null | undefined, basis: 'reserved' | 'settled'): Money | undefined =>
  amount == null ? undefined : { amount, currency: 'EVOLINK_CREDIT', basis };
