import { LRUCache } from 'lru-cache';
import { pMapIterable } from 'p-map';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Task } from '../domain/task.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';
import { openMark, refusedMark, type OpenMark } from './records.js';

/** Whose money a submission spends. */
export type Payer = Pick<Task, 'gateway' | 'account'>;

/** When marks were set, in milliseconds of Unix time. */
export interface MarkSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** So many marks are read at a time. */
const concurrency = 10;

/** So many marks are remembered: a few MB. */
const mostRemembered = 20_000;

/** No gateway answers for a task that long: what is older is removed by whoever comes across it. */
const keptMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Which submissions of an account have no task yet, so that a task is taken for one of them only if no other one can be
 * its owner; and which attempts were refused.
 */
export interface OpenMarks {
  /** Must stand before the submission may be sent. */
  set(payer: Payer, mark: OpenMark): Promise<void>;
  clear(payer: Payer, mark: Pick<OpenMark, 'at' | 'nonce'>): Promise<void>;
  /** Those of a span, a few at a time: whoever has seen enough needn't read the others. */
  between(payer: Payer, span: MarkSpan): AsyncIterable<OpenMark>;
  /** Proves, for whoever saw the record of this attempt, that it came to nothing. Must stand before the record goes. */
  refuse(payer: Payer, nonce: string): Promise<void>;
  wasRefused(payer: Payer, nonce: string): Promise<boolean>;
}

/** The marks in `bucket`. */
export function createOpenMarks(bucket: Bucket, keys: ObjectKeys): OpenMarks {
  const { create, read } = jsonObjects(bucket);
  const keyOf = (payer: Payer, { at, nonce }: Pick<OpenMark, 'at' | 'nonce'>) =>
    keys.openMark(payer, { atMs: Date.parse(at), nonce });

  async function* keysBetween(payer: Payer, { fromMs, toMs }: MarkSpan): AsyncGenerator<string> {
    for await (const { key } of bucket.list(keys.openMarks(payer))) {
      const atMs = keys.timeOfMark(key) ?? Number.NaN;
      if (atMs < Date.now() - keptMs) await bucket.delete(key);
      else if (atMs >= fromMs && atMs <= toMs) yield key;
    }
  }

  /** A mark says the same as long as it stands. */
  const remembered = new LRUCache<string, OpenMark>({ max: mostRemembered });

  async function readMark(key: string): Promise<OpenMark | undefined> {
    const mark = remembered.get(key) ?? (await read(key, openMark));
    if (mark !== undefined) remembered.set(key, mark);
    return mark;
  }

  return {
    async set(payer, mark) {
      await create(keyOf(payer, mark), mark);
    },
    clear: (payer, mark) => bucket.delete(keyOf(payer, mark)),
    async *between(payer, span) {
      const marks = pMapIterable(keysBetween(payer, span), readMark, { concurrency });
      for await (const mark of marks) if (mark !== undefined) yield mark;
    },
    async refuse(payer, nonce) {
      await create(keys.refusedMark(payer, nonce), { schema: 1, at: new Date().toISOString() });
    },
    wasRefused: async (payer, nonce) => (await read(keys.refusedMark(payer, nonce), refusedMark)) !== undefined,
  };
}
