import Big from 'big.js';
import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import { speaksOfContent } from '../content-words.js';
import { resultLink } from '../result-link.js';
import { statusOf } from '../seen-task.js';
import type { Accepted } from '../video-model.js';
import { codeText, decimal, errorText, idText, optional, taskIdText } from '../wire-values.js';

export const taskPath = (taskId: string): string =>
  `/v2/video/generations?${new URLSearchParams({ generation_id: taskId }).toString()}`;

const meta = optional(
  z.object({ usage: optional(z.object({ credits_used: optional(decimal), usd_spent: optional(decimal) })) }),
);

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z.object({ id: taskIdText, meta });

const namedError = z
  .object({ name: codeText.nullish(), message: z.string().nullish() })
  .transform(({ name, message }) => ({ code: name, message }));

const statusBody = z.looseObject({
  id: optional(idText),
  status: z.string(),
  error: optional(z.union([namedError, errorText])),
  meta,
});

const identityBody = z.object({ id: idText, status: z.string() });

/** The answer to a read of this task's status; one about another task is none. */
export const statusAnswer = (taskId: string) => statusBody.refine(({ id }) => id == null || id === taskId);

/** The same, where it is to prove which task it is. */
export const identityAnswer = (taskId: string) => identityBody.refine(({ id }) => id === taskId);

/** AI/ML API tells neither a task's model nor its time. */
export const toIdentity = () => ({});

export const toAccepted = ({ id, meta: told }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: undefined,
  reserved: dollars(told?.usage, 'reserved'),
});

/** AI/ML API's words for where a task stands. */
export function toTaskStatus(answer: z.output<typeof statusBody>, clean: (text: string) => string): TaskStatus {
  const { status, error, meta: told } = answer;
  const isFailed = /^(error|failed)$/i.test(status.trim());
  return statusOf(
    {
      word: isFailed ? 'failed' : status,
      videoUrl: resultLink(answer),
      error,
      // What stands beside a failure is the hold, which is rolled back (gateways.md 6.1).
      cost: isFailed ? undefined : dollars(told?.usage, 'settled'),
    },
    { classOf: failureClass },
    clean,
  );
}

/** There are no codes, only words for people: nothing is made of those that say nothing sure. */
const failureClass = (_code: string, message: string): TaskFailureClass =>
  speaksOfContent(message) ? 'moderation' : 'unclassified';

/** "2,000,000 credits = 1 USD" (gateways.md 6.1). */
const dollarsPerCredit = '0.0000005';

function dollars(
  usage: { credits_used?: string | null | undefined; usd_spent?: string | null | undefined } | null | undefined,
  basis: 'reserved' | 'settled',
): Money | undefined {
  const credits = usage?.credits_used ?? undefined;
  const amount = credits === undefined ? usage?.usd_spent : new Big(credits).times(dollarsPerCredit).toFixed();
  return amount == null ? undefined : { amount, currency: 'USD', basis };
}
