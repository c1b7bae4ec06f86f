import type { BudgetKey, BudgetTerms, NamedBudget, Shortage } from '../domain/budget.js';
import type { BudgetStand, ReservationHolder } from '../domain/budget-stand.js';
import type { Money } from '../domain/money.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { MoneyLimit } from '../domain/policy.js';
import type { Bucket } from '../storage/bucket.js';
import { createBudgetDesk, type BudgetDesk } from './budget-desk.js';
import { createBudgetSpending } from './budget-spending.js';
import { createBudgetStands } from './budget-stands.js';
import { createBudgetTerms } from './budget-terms.js';

/** One submission, whichever attempt sends it. */
export interface BudgetedOrder {
  /** Of the generation. */
  readonly id: string;
  readonly n: number;
}

/** An attempt that wants to send a submission. */
export interface BudgetEntry extends BudgetedOrder, ReservationHolder {
  /** Tells the attempt from every other one. */
  readonly nonce: string;
  /** The most that the order can cost. */
  readonly amount: MoneyLimit;
}

/** Whether an order may be sent. */
export type Reserved =
  | {
      readonly state: 'reserved';
      /** What it counts against: whoever settles it must know. */
      readonly budgets: readonly BudgetKey[];
      /** The budgets for which the bucket says something else than the order, as the bucket says it. */
      readonly overruled: readonly NamedBudget[];
    }
  | { readonly state: 'short'; readonly shortage: Shortage }
  /** The budget counts in another currency. */
  | { readonly state: 'other-currency'; readonly budget: NamedBudget };

/** The money for orders. Whatever is called twice changes nothing the second time. */
export interface BudgetSpending {
  /** What a person has set for a budget, as it stood a few seconds ago. */
  termsOf(name: string): Promise<BudgetTerms | undefined>;
  /** Counts an order against all of these budgets, or against none of them. Must come before it may be sent. */
  reserve(entry: BudgetEntry, budgets: readonly NamedBudget[]): Promise<Reserved>;
  /** Lets an attempt's hold on its reservations go: by proof, it has sent nothing, or was refused. */
  release(entry: BudgetedOrder & Pick<BudgetEntry, 'nonce'>, of: readonly BudgetKey[]): Promise<void>;
  /** Puts what an order has cost in the end in the place of its reservations. Of an unknown cost, they become it. */
  settle(order: BudgetedOrder, cost: Money, of: readonly BudgetKey[]): Promise<void>;
  /** Counts what a second task has cost that the gateway has made of an order. */
  book(order: BudgetedOrder & { readonly taskId: string }, cost: Money, of: readonly BudgetKey[]): Promise<void>;
  /** Removes a reservation that no attempt has asked for since `at`: by proof, none of them has sent anything. */
  drop(order: BudgetedOrder, at: string, of: BudgetKey): Promise<void>;
  /** What is reserved in a budget. */
  openIn(of: BudgetKey): Promise<BudgetStand['open']>;
  /** Whether a budget lacks the room for so much more; `undefined` where it has it. */
  shortage(budget: NamedBudget, needed: string): Promise<Shortage | undefined>;
}

/** What may be spent, over all workers: for orders, and for people. */
export interface Budgets extends BudgetSpending, BudgetDesk {}

/** The budgets in `bucket`. */
export function createBudgets(bucket: Bucket, keys: ObjectKeys): Budgets {
  const stands = createBudgetStands(bucket, keys);
  const terms = createBudgetTerms(bucket, keys);
  return { ...createBudgetSpending({ stands, terms }), ...createBudgetDesk({ bucket, keys, stands, terms }) };
}
