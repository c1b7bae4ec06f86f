import Big from 'big.js';

/** More digits behind the point say nothing of a price. */
const places = 6;

/** What one of so many seconds has cost on average. */
export const perSecond = (amount: string, seconds: number): string =>
  new Big(amount).div(seconds).round(places).toFixed();
