import { isMore, sumOf } from './decimal.js';
import type { Currency, Money } from './money.js';
import { mostAutomaticResubmissions, type GenerationPolicy, type MoneyLimit } from './policy.js';
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
  { whenUnknown: { askSeconds, then, maxRisk }, maxPrice }: Pick<GenerationPolicy, 'whenUnknown' | 'maxPrice'>,
  { quarantinedSeconds, cost, earlier }: AtRisk,
): BeforehandDecision {
  if (then === 'ask' || askSeconds === null) return { decision: 'ask', secondsLeft: undefined };
  if (quarantinedSeconds < askSeconds) return { decision: 'ask', secondsLeft: askSeconds - quarantinedSeconds };
  if (then === 'fail') return { decision: 'fail' };

  const ask = (because: string): BeforehandDecision => ({ decision: 'ask', secondsLeft: undefined, because });
  const superseded = earlier.filter(({ outcome }) => outcome === 'superseded');
  if (superseded.length >= mostAutomaticResubmissions) return ask('it was ordered once more already');
  if (maxRisk === undefined) return { decision: 'resubmit' };
  const prices = [cost, ...superseded.map((receipt) => receipt.cost)];
  const risk = sumOfKnown(prices.map((price) => amountIn(maxRisk.currency, price, maxPrice)));
  if (risk === undefined) return ask('what is at risk is not known, and maxRisk is set');
  if (!isMore(risk, maxRisk.amount)) return { decision: 'resubmit' };
  return ask(`${risk} ${maxRisk.currency} are at risk, and maxRisk is ${maxRisk.amount} ${maxRisk.currency}`);
}

/** What an order costs at most: of a price that nobody knows, `maxPrice` says it. */
function amountIn(currency: Currency, price: Money | undefined, maxPrice: MoneyLimit | undefined): string | undefined {
  if (price?.currency !== currency) return undefined;
  return price.amount ?? (maxPrice?.currency === currency ? maxPrice.amount : undefined);
}

function sumOfKnown(amounts: readonly (string | undefined)[]): string | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length ? sumOf(known) : undefined;
}
