import { sumOf } from './decimal.js';
import { isCallersId } from './ids.js';
import { gateways, type Gateway } from './models.js';
import type { MoneyLimit } from './policy.js';

/** What the money of a budget is for: all of its time, or anew each day, week (from Monday) or month. */
export const budgetPeriods = ['ever', 'day', 'week', 'month'] as const;

/** How often a budget begins anew. */
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** What a budget allows. */
export interface BudgetTerms {
  /** The most that all orders of one period together may cost. */
  readonly cap: MoneyLimit;
  readonly per: BudgetPeriod;
  /** By whose clocks a day, week or month begins: an IANA name. */
  readonly timeZone: string;
}

/** A budget as an order names it. */
export interface NamedBudget extends BudgetTerms {
  readonly name: string;
}

/** One period of a budget: what orders count against. */
export interface BudgetKey {
  readonly name: string;
  /** Such as `ever`, `2026-11-22`, `2026-W47` or `2026-11`. */
  readonly period: string;
}

/** By whose clocks days begin where nobody has said. */
export const defaultTimeZone = 'UTC';

/** What an order may call a budget, in words for messages. */
export const budgetNameRule =
  "one to four parts with '/' between, each a letter or digit, then up to 99 letters, digits, dots, underscores or hyphens; the first is neither 'accounts' nor a gateway's name";

const mostParts = 4;
const ofAccounts = 'accounts';

/** Whether a budget can be called `name`. */
export function isBudgetName(name: string): boolean {
  const parts = name.split('/');
  return parts.length <= mostParts && parts.every(isCallersId);
}

/** The budget of one storyboard, over all of its runs. */
export const storyboardBudget = (id: string): string => `storyboards/${id}`;

/** The budget of everything that an account orders. It has a cap only where a person has set one. */
export const accountBudgetName = (gateway: Gateway, account: string): string => `${ofAccounts}/${gateway}/${account}`;

/** Whether a budget is, or would be, an account's. */
export const isAccountBudget = (name: string): boolean => name.split('/')[0] === ofAccounts;

/** Whether an order may name a budget so. Accounts are called by their gateways on the command line. */
export const isOrdersBudget = (name: string): boolean =>
  isBudgetName(name) && ![ofAccounts, ...gateways].includes(name.split('/')[0] ?? '');

/** The name of one order in every budget that it counts against, whichever attempt or run sends it. */
export const reservationKey = (id: string, n: number): string => `${id}#${n}`;

/** Whose order a reservation is; `undefined` where it is none's that could be looked up. */
export function orderOfReservation(key: string): { readonly id: string; readonly n: number } | undefined {
  const [, id, n] = /^([^#]+)#(\d+)$/.exec(key) ?? [];
  return id === undefined ? undefined : { id, n: Number(n) };
}

/** An amount as people write it: `40 USD`. */
export const limitInWords = ({ amount, currency }: MoneyLimit): string => `${amount} ${currency}`;

/** What a budget allows, in words: `40 USD per month in Europe/Berlin`. */
export function termsInWords({ cap, per, timeZone }: BudgetTerms): string {
  if (per === 'ever') return limitInWords(cap);
  return `${limitInWords(cap)} per ${per}${timeZone === defaultTimeZone ? '' : ` in ${timeZone}`}`;
}

/** A budget that has no room for an order now. */
export interface Shortage {
  /** The budget, with the cap that counts. */
  readonly budget: NamedBudget;
  readonly period: string;
  /** Decimals, in the currency of the cap. */
  readonly spent: string;
  readonly reserved: string;
  /** The most that the order can cost. */
  readonly needed: string;
}

/** A submission that is not sent while a budget has no room for it: nothing was billed, and it goes on once there is room. */
export interface OverBudget {
  readonly state: 'held';
  readonly code: 'OVER_BUDGET';
  /** Which budget, how it stands, and what the order may cost: one sentence without its full stop. */
  readonly message: string;
  readonly shortage: Shortage;
}

/** Which budget has no room for an order, and why: one sentence without its full stop. */
export function describeShortage({ budget, period, spent, reserved, needed }: Shortage): string {
  const { name, cap, per } = budget;
  const inPeriod = per === 'ever' ? '' : ` (${period})`;
  return (
    `budget ${name} has no room for this order, which may cost ${needed} ${cap.currency}: ` +
    `of ${termsInWords(budget)}${inPeriod}, ${spent} are spent and ${reserved} are reserved`
  );
}

/** The command by which a person makes room for an order. */
export function raiseCommand({ budget: { name, cap }, spent, reserved, needed }: Shortage): string {
  const enough = sumOf([spent, reserved, needed]);
  return `reelwork budget raise ${name} '${limitInWords({ ...cap, amount: enough })}'`;
}
