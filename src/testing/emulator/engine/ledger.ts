import { Big } from 'big.js';

/** Amounts in the gateway's own unit, as decimal strings. Their sum never changes. */
export interface Balance {
  readonly available: string;
  readonly reserved: string;
  readonly spent: string;
}

/** The account that pays for all jobs of one gateway. */
export interface Ledger {
  /** Sets `amount` aside; `false`, and nothing changed, when that much is not available. */
  reserve(amount: Big): boolean;
  /** Spends `charge` out of `reserved` and releases the rest. */
  settle(reserved: Big, charge: Big): void;
  balance(): Balance;
}

/** A ledger with `startingBalance` available. */
export function createLedger(startingBalance: string): Ledger {
  let available = new Big(startingBalance);
  let held = new Big(0);
  let spent = new Big(0);

  function settle(reserved: Big, charge: Big): void {
    if (charge.lt(0) || charge.gt(reserved))
      throw new RangeError(`charge ${charge.toFixed()} is not within the reserved ${reserved.toFixed()}`);
    held = held.minus(reserved);
    spent = spent.plus(charge);
    available = available.plus(reserved).minus(charge);
  }

  return {
    reserve(amount) {
      if (amount.gt(available)) return false;
      available = available.minus(amount);
      held = held.plus(amount);
      return true;
    },
    settle,
    balance: () => ({ available: available.toFixed(), reserved: held.toFixed(), spent: spent.toFixed() }),
  };
}
