import type { NamedBudget } from './budget.js';
import type { AutoConstraints } from './model-choice.js';
import type { Currency } from './money.js';

/** What to do, without a person, about an order of which nobody knows whether the gateway took it. */
export interface WhenUnknown {
  /** How long a person is asked first, in seconds, counted from the quarantine. `null`: for ever. */
  readonly askSeconds: number | null;
  /** `ask` goes on asking; `fail` ends the run; `resubmit` orders once more, at the risk of paying twice. */
  readonly then: 'ask' | 'fail' | 'resubmit';
  /** The most that all unknown orders of the run together may be worth for one more to be sent. */
  readonly maxRisk?: MoneyLimit | undefined;
}

/** The most that something may cost, as a decimal. */
export interface MoneyLimit {
  readonly amount: string;
  readonly currency: Currency;
}

/** What a caller has decided beforehand about one generation. */
export interface GenerationPolicy {
  readonly whenUnknown: WhenUnknown;
  /** What to do when the account can't order now: out of credit, wrong key, or held by a person. */
  readonly whenHeld: 'wait' | 'fail';
  /** How often the generation may be ordered when the gateway fails it by a fault of its own. */
  readonly maxSubmissions: number;
  /** The most that one order may cost by the price list. A price that nobody knows is not held against it. */
  readonly maxPrice?: MoneyLimit | undefined;
  /** What each order counts against: none is sent that has no room in one of them. */
  readonly budgets?: readonly NamedBudget[] | undefined;
  /** On whose behalf it is made: where running tasks are limited, places are shared out evenly between tenants. */
  readonly tenant?: string | undefined;
  /** Which models may be chosen, where the request leaves that open. */
  readonly auto?: AutoConstraints | undefined;
}

/** What holds where a caller has decided nothing: a person is asked, and nothing is paid for twice. */
export const defaultPolicy: GenerationPolicy = {
  whenUnknown: { askSeconds: null, then: 'ask' },
  whenHeld: 'wait',
  maxSubmissions: 1,
};

/** However `whenUnknown` is set, a run orders this often by itself after an unknown outcome; then it asks. */
export const mostAutomaticResubmissions = 1;
