import pMap from 'p-map';

/** How many are worked on at a time, and what ends all of it. */
export interface SideBySideOptions {
  readonly atATime: number;
  readonly signal: AbortSignal;
}

/** Works on all of `items`. As soon as one fails the others are cancelled; this rejects once all of them have ended. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  { atATime, signal }: SideBySideOptions,
  work: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const cut = new AbortController();
  const either = AbortSignal.any([signal, cut.signal]);
  const one = async (item: Item, index: number): Promise<Result> => {
    try {
      either.throwIfAborted();
      return await work(item, index, either);
    } catch (error) {
      cut.abort(error);
      throw error;
    }
  };
  try {
    return await pMap(items, one, { concurrency: atATime, stopOnError: false });
  } catch {
    throw either.reason;
  }
}
