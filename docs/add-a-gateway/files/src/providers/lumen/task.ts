import Big from 'big.js';
import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import { resultLink } from '../result-link.js';
import { statusOf } from '../seen-task.js';
import type { Accepted } from '../video-model.js';
import { idText, optional, taskIdText, unixSeconds } from '../wire-values.js';

export const taskPath = (taskId: string): string => `/renders/${encodeURIComponent(taskId)}`;

/** `price.held` and `price.taken`: US dollars as decimal strings (Lumen's page on prices). */
const dollars = optional(z.string().regex(/^\d+(\.\d+)?$/));
const price = optional(z.object({ held: dollars, taken: dollars }));

/** The answer to a submission; anything without an id that a task can be asked for by is not one. */
export const submitAnswer = z.object({ id: taskIdText, price });

const problem = z
  .object({ kind: z.string().nullish(), says: z.string().nullish() })
  .transform(({ kind, says }) => ({ code: kind, message: says }));

const statusBody = z.object({
  id: optional(idText),
  phase: z.string(),
  done_percent: optional(z.int().min(0).max(100)),
  file: optional(z.unknown()),
  problem: optional(problem),
  price,
});

const identityBody = z.object({ id: idText, model: optional(z.string()), asked_at: optional(unixSeconds) });

/** The answer to a read of this task's status; one about another task is none. */
export const statusAnswer = (taskId: string) => statusBody.refine(({ id }) => id == null || id === taskId);

/** The same, where it is to prove which task it is. */
export const identityAnswer = (taskId: string) => identityBody.refine(({ id }) => id === taskId);

export const toIdentity = ({ model, asked_at: createdAt }: z.output<typeof identityBody>) => ({
  ...(model != null && { model }),
  createdAt: createdAt ?? undefined,
});

export const toAccepted = ({ id, price: told }: z.output<typeof submitAnswer>): Accepted => ({
  taskId: id,
  estimatedSeconds: undefined,
  reserved: money(told?.held, 'reserved'),
});

/** Lumen's words for the end of a task. All others leave it running. */
const ends: ReadonlyMap<string, string> = new Map([
  ['drawn', 'completed'],
  ['broken', 'failed'],
]);

/** Lumen's words for where a task stands. */
export const toTaskStatus = (
  { phase, done_percent: percent, file, problem: error, price: told }: z.output<typeof statusBody>,
  clean: (text: string) => string,
): TaskStatus =>
  statusOf(
    {
      word: ends.get(phase.trim().toLowerCase()) ?? phase,
      progressPercent: percent ?? undefined,
      videoUrl: resultLink({ result: file }),
      error,
      cost: money(told?.taken, 'settled'),
    },
    { classOf: (kind) => failureClass.get(kind) ?? 'unclassified' },
    clean,
  );

const failureClass: ReadonlyMap<string, TaskFailureClass> = new Map([
  ['unsafe_text', 'moderation'],
  ['bad_field', 'bad-input'],
  ['over_quota', 'quota'],
  ['engine_down', 'provider-fault'],
  ['too_slow', 'provider-fault'],
  ['nothing_drawn', 'provider-fault'],
]);

const money = (amount: string | null | undefined, basis: 'reserved' | 'settled'): Money | undefined =>
  amount == null ? undefined : { amount: new Big(amount).toFixed(), currency: 'USD', basis };
