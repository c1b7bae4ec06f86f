import { readGenerationKey } from '../domain/generation-key.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';

/** A generation that was ordered and has no manifest. */
export interface Unfinished {
  readonly id: string;
  /** Its latest submission. */
  readonly n: number;
  /** Whether the ledger holds an end of that submission. */
  readonly closed: boolean;
}

/**
 * Finds the generations that were ordered and not stored, in one pass over the keys, however many there are. Neither a
 * whole list nor an object is read; `onSeen` is called for each generation, finished ones too.
 */
export async function* listUnfinished(
  bucket: Bucket,
  keys: ObjectKeys,
  onSeen: () => void,
): AsyncGenerator<Unfinished> {
  let current = nothingOf('');
  for await (const { key } of bucket.list(keys.generations)) {
    const object = readGenerationKey(key.slice(keys.generations.length));
    if (object === undefined) continue;
    if (object.id !== current.id) {
      yield* unfinished(current);
      current = nothingOf(object.id);
      onSeen();
    }
    if (object.holds === 'manifest') current.stored = true;
    else {
      current.n = Math.max(current.n, object.n);
      if (object.holds === 'closure') current.closed.add(object.n);
    }
  }
  yield* unfinished(current);
}

const nothingOf = (id: string) => ({ id, n: 0, closed: new Set<number>(), stored: false });

function* unfinished({ id, n, closed, stored }: ReturnType<typeof nothingOf>): Generator<Unfinished> {
  if (n > 0 && !stored) yield { id, n, closed: closed.has(n) };
}
