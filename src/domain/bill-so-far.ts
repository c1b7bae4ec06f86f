import { inMillionths, sumOf } from './decimal.js';
import { isBilled } from './failure-charge.js';
import type { Money } from './money.js';
import type { SubmissionReceipt } from './result.js';

/** What a generation's submissions have cost, as far as anybody knows. */
export interface BillSoFar {
  /** `yes` where one of them was paid for, whatever became of the others. */
  readonly billed: 'no' | 'yes' | 'unknown';
  /**
   * What was, and what may have been paid, together; absent where nothing was. Without an amount where one of the prices is
   * not known, or is in another currency.
   */
  readonly cost: Money | undefined;
  /** The numbers of those that were paid for. */
  readonly paid: readonly number[];
  /** The numbers of those of which nobody knows. */
  readonly inDoubt: readonly number[];
}

/** Adds up what a generation's submissions have cost. */
export function billSoFar(submissions: readonly SubmissionReceipt[]): BillSoFar {
  const paid = submissions.filter((receipt) => wasBilled(receipt) === 'yes');
  const inDoubt = submissions.filter((receipt) => wasBilled(receipt) === 'unknown');
  const numbers = (receipts: readonly SubmissionReceipt[]) => receipts.map(({ n }) => n);
  return {
    billed: paid.length > 0 ? 'yes' : inDoubt.length > 0 ? 'unknown' : 'no',
    cost: totalOf([...paid, ...inDoubt].map(({ cost }) => cost)),
    paid: numbers(paid),
    inDoubt: numbers(inDoubt),
  };
}

/** A bill as a whole number, in millionths of its currency; `null` where its amount is not known, or too large for one. */
export function inMicros({ billed, cost }: Pick<BillSoFar, 'billed' | 'cost'>): number | null {
  if (billed === 'no') return 0;
  const micros = cost?.amount == null ? Number.NaN : Number(inMillionths(cost.amount));
  return Number.isSafeInteger(micros) ? micros : null;
}

function wasBilled({ outcome, task, cost }: SubmissionReceipt): 'no' | 'yes' | 'unknown' {
  if (outcome === 'failed') return isBilled(cost);
  return task === undefined ? 'unknown' : 'yes';
}

const byTrust = ['quoted', 'reserved', 'settled'] as const;

/** As far to be trusted as the least sure of them. */
function totalOf(prices: readonly (Money | undefined)[]): Money | undefined {
  const currency = prices.find((price) => price !== undefined)?.currency;
  if (currency === undefined) return undefined;
  const amounts: string[] = [];
  let trust: number = byTrust.length - 1;
  for (const price of prices) {
    if (price === undefined || price.amount === null || price.currency !== currency) {
      return { amount: null, currency, basis: 'unknown' };
    }
    amounts.push(price.amount);
    trust = Math.min(trust, byTrust.indexOf(price.basis));
  }
  return { amount: sumOf(amounts), currency, basis: byTrust[trust] ?? 'quoted' };
}
