import Big from 'big.js';
import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import { canNameTask, type TaskFailureClass, type TaskStatus } from '../../domain/task.js';
import type { Accepted } from '../video-model.js';
import { resultLink } from './result-link.js';
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

const idText = z.union([z.string().trim(), z.int().transform(String)]);

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z.object({
  id: idText.refine(canNameTask),
  task_info: z.object({ estimated_time: estimate }).nullish().catch(null),
  usage,
});

/** Whose task an answer is about. */
const ownIds = { id: idText.nullish().catch(null), task_id: idText.nullish().catch(null) };
const idsOf = ({ id, task_id: taskId }: z.output<z.ZodObject<typeof ownIds>>) =>
  [id, taskId].filter((each) => each != null && each !== '');

/**
 * The answer to a read of this task's status. One about another task, a cache's for instance, is none. One without any
 * id is believed: EvoLink's answers all have one (gateways.md 4.1), so nothing of another task comes without.
 */
export const statusAnswerFor = (taskId: string) =>
  statusAnswer.refine((answer) => idsOf(answer).length === 0 || idsOf(answer).includes(taskId));

/** The same, where it is to prove which task it is: without an id it proves nothing. */
export const identityAnswerFor = (taskId: string) => identityAnswer.refine((answer) => idsOf(answer).includes(taskId));

const statusAnswer = z.looseObject({
  ...ownIds,
  status: z.string(),
  progress: z.number().nullish().catch(null),
  error: z
    .union([
      z.object({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() }),
      z.string().transform((message) => ({ code: undefined, message })),
    ])
    .nullish()
    .catch(null),
  usage,
});

const identityAnswer = z.object({ ...ownIds, model: z.string(), created: unixSeconds.nullish().catch(null) });

export const toAccepted = ({ id, task_info: info, usage: used }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: info?.estimated_time ?? undefined,
  reserved: credits(used?.credits_reserved, 'reserved'),
});

/** Words of EvoLink's, and of the gateways that it passes on, for a task that has not ended. */
const atWork: readonly string[] = [
  'pending',
  'queued',
  'in_queue',
  'waiting',
  'processing',
  'in_progress',
  'running',
  'generating',
];

/**
 * EvoLink's words for where a task stands. A word that nobody documents means the end where a link comes with it, and
 * nothing speaks against it; otherwise it leaves the task running.
 */
export function toTaskStatus(answer: z.output<typeof statusAnswer>, clean: (text: string) => string): TaskStatus {
  const word = answer.status.trim().toLowerCase();
  const cost = credits(answer.usage?.credits_used, 'settled');
  const code = clean(answer.error?.code?.toString() ?? 'no_code');
  const message = clean(answer.error?.message ?? 'no reason given');
  const videoUrl = resultLink(answer);
  switch (word) {
    case 'completed':
    case 'complete':
    case 'succeeded':
    case 'success':
    case 'done':
      return videoUrl === undefined
        ? { state: 'succeeded-without-link', cost }
        : { state: 'succeeded', videoUrl, cost };
    case 'failed':
      if (code === 'request_cancelled') return { state: 'cancelled', message, cost };
      return { state: 'failed', class: failureClass.get(code) ?? 'unclassified', code, message, cost };
    case 'expired':
      // Nobody documents it: the result may have been made, and be billed.
      return { state: 'failed', class: 'unclassified', code: 'expired', message, cost };
    case 'cancelled':
    case 'canceled':
      return { state: 'cancelled', message, cost };
    default: {
      const progressPercent = answer.progress ?? undefined;
      const isUnderWay =
        atWork.includes(word) || (progressPercent !== undefined && progressPercent > 0 && progressPercent < 100);
      const hasEnded = videoUrl !== undefined && !isUnderWay && answer.error == null;
      return hasEnded
        ? { state: 'succeeded', videoUrl, cost }
        : { state: 'running', progressPercent, word: clean(answer.status) };
    }
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
