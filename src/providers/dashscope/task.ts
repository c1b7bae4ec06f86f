import { z } from 'zod';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import { resultLink } from '../result-link.js';
import { statusOf } from '../seen-task.js';
import type { Accepted, TimeSpan } from '../video-model.js';
import { decimal, idText, optional, taskIdText } from '../wire-values.js';
import { likeliestReading } from './beijing-time.js';
import { isLost } from './error.js';

export const taskPath = (taskId: string): string => `/api/v1/tasks/${encodeURIComponent(taskId)}`;

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z
  .object({ output: z.object({ task_id: taskIdText }) })
  .transform(({ output }) => ({ id: output.task_id }));

const output = z.looseObject({
  task_id: optional(idText),
  task_status: z.string(),
  submit_time: optional(z.string()),
  code: optional(z.string()),
  message: optional(z.string()),
});

/** `usage.duration` is that of input and output together (gateways.md 6.1). */
const usage = optional(z.object({ duration: optional(decimal) }));

/** A task that DashScope does not know, or no more, has the status `UNKNOWN`: that is an error, not an answer. */
const known = z.object({ output, usage }).refine(({ output: { task_status: word } }) => !isLost(word));

/** The answer to a read of this task's status; one about another task is none. */
export const statusAnswer = (taskId: string) =>
  known.refine(({ output: { task_id: id } }) => id == null || id === taskId);

/** The same, where it is to prove which task it is. */
export const identityAnswer = (taskId: string) => known.refine(({ output: { task_id: id } }) => id === taskId);

/** DashScope does not tell a task's model. */
export const toIdentity = (
  { output: { submit_time: written } }: z.output<typeof known>,
  span: TimeSpan | undefined,
) => ({
  createdAt: written == null ? undefined : likeliestReading(written, span),
});

export const toAccepted = ({ id }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: undefined,
  reserved: undefined,
});

/** DashScope's words for where a task stands. It tells what it bills in seconds, not in money. */
export function toTaskStatus(answer: z.output<typeof known>, clean: (text: string) => string): TaskStatus {
  const { output: told, usage: used } = answer;
  const { task_status: word, code, message } = told;
  // A task that was cancelled has never run: only a pending one can be. That failed ones are free, a page says (gateways.md
  // 6.1); of this one, only its usage tells.
  const isFree = /^cancell?ed$/i.test(word.trim()) || (/^failed$/i.test(word.trim()) && used?.duration === '0');
  const error = code == null && message == null ? undefined : { code, message };
  return statusOf(
    {
      word,
      videoUrl: resultLink(told),
      error,
      cost: isFree ? free : undefined,
      billedSeconds: used?.duration ?? undefined,
    },
    { classOf: failureClass },
    clean,
  );
}

const free = { amount: '0', currency: 'USD', basis: 'settled' } as const;

function failureClass(code: string): TaskFailureClass {
  if (code.startsWith('Throttling')) return 'quota';
  return failureClasses.get(code) ?? 'unclassified';
}

const failureClasses: ReadonlyMap<string, TaskFailureClass> = new Map([
  ['DataInspectionFailed', 'moderation'],
  ['IPInfringementSuspect', 'moderation'],
  ['InvalidParameter', 'bad-input'],
  ['InvalidURL', 'bad-input'],
  ['InternalError', 'provider-fault'],
]);
