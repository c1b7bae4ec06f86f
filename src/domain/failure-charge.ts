import { isMore } from './decimal.js';
import type { Money } from './money.js';
import type { TaskFailure } from './task.js';

/** A task that its gateway has ended without a video. */
export interface FailedTask {
  /** What stood to be paid when the order was accepted. */
  readonly expected: Money;
  readonly failure: TaskFailure;
}

/**
 * What a failed task has cost: what the gateway says of this task, else what it may have charged. That it documents refunds
 * proves nothing of one task.
 */
export function chargeOfFailure({ expected, failure: { cost } }: FailedTask): Money {
  // Nothing is nothing in any currency: in that in which it was to be paid.
  if (cost?.amount === '0') return { ...cost, currency: expected.currency };
  return cost !== undefined && cost.amount !== null ? cost : expected;
}

/** Whether such a charge was made. Only a settled one is sure; without one, nothing was charged. */
export function isBilled(charge: Money | undefined): 'no' | 'yes' | 'unknown' {
  if (charge === undefined) return 'no';
  if (charge.basis !== 'settled') return 'unknown';
  return isMore(charge.amount, '0') ? 'yes' : 'no';
}
