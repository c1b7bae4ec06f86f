import type { ObjectKeys } from '../domain/object-keys.js';
import type { Task } from '../domain/task.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';
import { openMark, refusedMark, type OpenMark } from './records.js';

/** Whose money a submission spends. */
export type Payer = Pick<Task, 'gateway' | 'account'>;

/**
 * Which submissions of an account have no task yet, so that a task is taken for one of them only if no other one can be
 * its owner; and which attempts were refused.
 */
export interface OpenMarks {
  /** Must stand before the submission may be sent. */
  set(payer: Payer, mark: OpenMark): Promise<void>;
  clear(payer: Payer, nonce: string): Promise<void>;
  /** One by one: whoever has seen enough needn't read the others. */
  all(payer: Payer): AsyncIterable<OpenMark>;
  /** Proves, for whoever saw the record of this attempt, that it came to nothing. Must stand before the record goes. */
  refuse(payer: Payer, nonce: string): Promise<void>;
  wasRefused(payer: Payer, nonce: string): Promise<boolean>;
}

/** The marks in `bucket`. */
export function createOpenMarks(bucket: Bucket, keys: ObjectKeys): OpenMarks {
  const { create, read } = jsonObjects(bucket);
  return {
    async set(payer, mark) {
      await create(keys.openMark(payer, mark.nonce), mark);
    },
    clear: (payer, nonce) => bucket.delete(keys.openMark(payer, nonce)),
    async *all(payer) {
      for await (const { key } of bucket.list(keys.openMarks(payer))) {
        const mark = await read(key, openMark);
        if (mark !== undefined) yield mark;
      }
    },
    async refuse(payer, nonce) {
      await create(keys.refusedMark(payer, nonce), { schema: 1, at: new Date().toISOString() });
    },
    wasRefused: async (payer, nonce) => (await read(keys.refusedMark(payer, nonce), refusedMark)) !== undefined,
  };
}
