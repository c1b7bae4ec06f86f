import { takeId, type TakeAddress } from '../domain/ids.js';
import type { BudgetKey } from '../domain/budget.js';
import type { Money } from '../domain/money.js';
import type { ActivityDependencies } from './dependencies.js';
import { giveBackAside } from './set-aside.js';

/** A take of which nothing came. */
export interface FailedTake extends TakeAddress {
  readonly digest: string | undefined;
  /** One sentence without its full stop. */
  readonly reason: string;
  readonly cost?: Money | undefined;
  /** Where money was set aside for it. */
  readonly budgets: readonly BudgetKey[];
}

/** Notes that nothing came of a take, and lets others make the same video. */
export const createCloseTake = (dependencies: Pick<ActivityDependencies, 'takes' | 'budgets'>) =>
  async function closeTake({ digest, reason, cost, budgets, ...address }: FailedTake): Promise<void> {
    const { takes } = dependencies;
    const { storyboard, shot, take } = address;
    await takes.fail({ storyboard, shot, take }, { schema: 1, reason, cost, at: new Date().toISOString() });
    // What an order of it has cost, or may have, its own attempts have settled or still hold.
    if (budgets.length > 0) await giveBackAside(dependencies, takeId({ storyboard, shot, take }), budgets);
    if (digest !== undefined) await takes.unclaim(digest, takeId({ storyboard, shot, take }));
  };
