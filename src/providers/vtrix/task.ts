import Big from 'big.js';
import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import { resultLink } from '../result-link.js';
import { statusOf } from '../seen-task.js';
import type { Accepted } from '../video-model.js';
import { codeText, errorText, idText, optional, taskIdText, unixSeconds } from '../wire-values.js';

export const taskPath = (taskId: string): string => `/model/v1/generation/task/${encodeURIComponent(taskId)}`;

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z.object({ id: taskIdText });

const error = optional(z.union([z.object({ code: codeText.nullish(), message: z.string().nullish() }), errorText]));

const output = z.object({ status: z.string() }).transform(({ status }) => status);

/** Where the output within stands: the first one, where there are several. */
const wordWithin = optional(z.union([z.tuple([output], z.unknown()).transform(([first]) => first), output]));

/** `usage.cost`: "USD as a decimal string" (Vtrix's page). */
const cost = z.string().regex(/^\d+(\.\d+)?$/);

const statusBody = z
  .looseObject({
    id: optional(idText),
    status: optional(z.string()),
    progress: optional(z.number().min(0).max(1)),
    output: z.unknown().optional(),
    error,
    usage: optional(z.object({ cost: optional(cost) })),
  })
  .refine((body) => wordOf(body) != null);

const identityBody = z.object({ id: idText, model: optional(z.string()), created_at: optional(unixSeconds) });

interface Worded {
  readonly status?: string | null | undefined;
  readonly output?: unknown;
}

/** The one or the other vocabulary has a word (gateways.md 3, contradiction 4). */
const wordOf = ({ status, output: within }: Worded) => status ?? wordWithin.parse(within);

/** The answer to a read of this task's status; one about another task is none. */
export const statusAnswer = (taskId: string) => statusBody.refine(({ id }) => id == null || id === taskId);

/** The same, where it is to prove which task it is. */
export const identityAnswer = (taskId: string) => identityBody.refine(({ id }) => id === taskId);

export const toIdentity = ({ model, created_at: createdAt }: z.output<typeof identityBody>) => ({
  ...(model != null && { model }),
  createdAt: createdAt ?? undefined,
});

export const toAccepted = ({ id }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: undefined,
  reserved: undefined,
});

/** Vtrix's words for where a task stands: those of its own, else those of the output within. */
export const toTaskStatus = (answer: z.output<typeof statusBody>, clean: (text: string) => string): TaskStatus =>
  statusOf(
    {
      word: wordOf(answer) ?? '',
      progressPercent: answer.progress == null ? undefined : Math.round(answer.progress * 100),
      videoUrl: resultLink(answer),
      error: answer.error,
      cost: dollars(answer.usage?.cost),
    },
    { classOf: (code) => failureClass.get(code) ?? 'unclassified', doubtful: ['001026098'] },
    clean,
  );

/** Those that are missing here may hide a video that was made and billed (gateways.md 4.2). */
const failureClass: ReadonlyMap<string, TaskFailureClass> = new Map([
  ['001026001', 'bad-input'],
  ['001026002', 'bad-input'],
  ['001026003', 'bad-input'],
  ['001026095', 'provider-fault'],
  ['001026099', 'provider-fault'],
]);

const dollars = (amount: string | null | undefined): Money | undefined =>
  amount == null ? undefined : { amount: new Big(amount).toFixed(), currency: 'USD', basis: 'settled' };
