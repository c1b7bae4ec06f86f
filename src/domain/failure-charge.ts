import { isMore } from './decimal.js';
import type { ModelFacts } from './models.js';
import type { Money } from './money.js';
import type { TaskFailure } from './task.js';

/** A task that its gateway has ended without a video. */
export interface FailedTask {
  readonly facts: Pick<ModelFacts, 'refundsFailures'>;
  /** What stood to be paid when the order was accepted. */
  readonly expected: Money;
  readonly failure: TaskFailure;
}

/**
 * What a failed task has cost: what the gateway says, else nothing where it documents that it refunds such failures, else
 * what it may have charged. Of cancelled tasks, and of ends that they don't document, gateways say nothing.
 */
export function chargeOfFailure({ facts, expected, failure }: FailedTask): Money | undefined {
  const { cost } = failure;
  // Nothing is nothing in any currency: in that in which it was to be paid.
  if (cost?.amount === '0') return { ...cost, currency: expected.currency };
  if (cost !== undefined && cost.amount !== null) return cost;
  const isDocumented = failure.state === 'failed' && failure.class !== 'unclassified';
  return isDocumented && facts.refundsFailures ? undefined : expected;
}

/** Whether such a charge was made. Only a settled one is sure. */
export function isBilled(charge: Money | undefined): 'no' | 'yes' | 'unknown' {
  if (charge === undefined) return 'no';
  if (charge.basis !== 'settled') return 'unknown';
  return isMore(charge.amount, '0') ? 'yes' : 'no';
}
