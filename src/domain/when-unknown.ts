import type { Money } from './money.js';
import { mostAutomaticResubmissions, type WhenUnknown } from './policy.js';
import type { SubmissionReceipt } from './result.js';

/** How things stand with a quarantined submission. */
export interface AtRisk {
  /** How long it has been quarantined, in seconds. */
  readonly quarantinedSeconds: number;
  /** Its list price. */
  readonly cost: Money | undefined;
  /** What became of the submissions before it. */
  readonly earlier: readonly SubmissionReceipt[];
}

/** What is to be done now about a submission of unknown outcome, as its caller has decided beforehand. */
export type BeforehandDecision =
  | { readonly decision: 'fail' | 'resubmit' }
  /** A person is asked: `because` says why it is not decided, where the caller wanted it to be. */
  | { readonly decision: 'ask'; readonly secondsLeft: number | undefined; readonly because?: string };

/** Applies a caller's `whenUnknown`. Where it can't be carried out within its limits, a person is asked. */
export function decideBeforehand(
  { askSeconds, then, maxRisk }: WhenUnknown,
  { quarantinedSeconds, cost, earlier }: AtRisk,
): BeforehandDecision {
  if (then === 'ask' || askSeconds === null) return { decision: 'ask', secondsLeft: undefined };
  if (quarantinedSeconds < askSeconds) return { decision: 'ask', secondsLeft: askSeconds - quarantinedSeconds };
  if (then === 'fail') return { decision: 'fail' };

  const ask = (because: string): BeforehandDecision => ({ decision: 'ask', secondsLeft: undefined, because });
  const superseded = earlier.filter(({ outcome }) => outcome === 'superseded');
  if (superseded.length >= mostAutomaticResubmissions) return ask('it was ordered once more already');
  if (maxRisk === undefined) return { decision: 'resubmit' };
  const costs = [cost, ...superseded.map((receipt) => receipt.cost)];
  const risk = costs.reduce((sum, each) => sum + amountIn(each, maxRisk.currency), 0);
  if (risk <= Number(maxRisk.amount)) return { decision: 'resubmit' };
  return ask(
    Number.isFinite(risk)
      ? `${risk} ${maxRisk.currency} are at risk, and maxRisk is ${maxRisk.amount} ${maxRisk.currency}`
      : 'what is at risk is not known, and maxRisk is set',
  );
}

/** Without a limit where it can't be told. */
const amountIn = (money: Money | undefined, currency: string): number =>
  money === undefined || money.amount === null || money.currency !== currency ? Infinity : Number(money.amount);
