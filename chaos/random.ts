/** A source of chance that repeats itself for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  between(from: number, to: number): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** Another source, whose numbers depend on this one's seed and the name alone. */
  branch(name: string): Random;
}

/** By mulberry32: small, fast, and good enough for dice. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    below,
    pick: (items) => items[below(items.length)],
    branch: (name) =>
      createRandom([...name].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), seed)),
  };
}
