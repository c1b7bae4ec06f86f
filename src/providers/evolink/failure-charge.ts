import { z } from 'zod';
import type { Money } from '../../domain/money.js';
import { decimal, optional } from '../wire-values.js';

/** The largest page, as far as anybody knows. A failure is read soon after it happened: more pages are not. */
const pageSize = 100;

/** One page of `GET /v1/tasks`, as far as it tells what tasks have cost. */
export const chargesAnswer = z.object({
  data: z.array(z.object({ id: z.string(), credits_used: optional(decimal) })),
});

/** The newest failed tasks of a model. */
export const failedTasksPath = (model: string): string =>
  `/v1/tasks?${new URLSearchParams({ status: 'failed', model, page: '1', page_size: String(pageSize) }).toString()}`;

/**
 * What a failed task has cost by its row in the list (`credits_used`, gateways.md 1.1): the answer about the task itself does
 * not tell. Nothing used is the gateway's word that nothing was charged; what was used, it may still give back.
 */
export function chargeListed(taskId: string, { data }: z.output<typeof chargesAnswer>): Money | undefined {
  const amount = data.find(({ id }) => id === taskId)?.credits_used;
  if (amount == null) return undefined;
  return { amount, currency: 'EVOLINK_CREDIT', basis: amount === '0' ? 'settled' : 'reserved' };
}
