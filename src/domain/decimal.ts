// Amounts of money are decimals as text, and never pass through a float. Here, not in a library: workflows use it.

interface Scaled {
  readonly units: bigint;
  /** How many of the digits stand behind the point. */
  readonly places: number;
}

function parse(decimal: string): Scaled {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { units: BigInt(`${whole}${fraction}`), places: fraction.length };
}

const unitsAt = ({ units, places }: Scaled, wanted: number): bigint => units * 10n ** BigInt(wanted - places);

/** The exact sum of decimals such as `0.15`: `0` of none. */
export function sumOf(decimals: readonly string[]): string {
  const parsed = decimals.map(parse);
  const places = Math.max(0, ...parsed.map((each) => each.places));
  const units = parsed.reduce((sum, each) => sum + unitsAt(each, places), 0n);
  const digits = units.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Whether one decimal is greater than another. */
export function isMore(one: string, other: string): boolean {
  const [left, right] = [parse(one), parse(other)];
  const places = Math.max(left.places, right.places);
  return unitsAt(left, places) > unitsAt(right, places);
}
