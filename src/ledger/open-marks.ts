import type { ObjectKeys } from '../domain/object-keys.js';
import type { Task } from '../domain/task.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';
import { openMark, type OpenMark } from './records.js';

/** Whose money a submission spends. */
export type Payer = Pick<Task, 'gateway' | 'account'>;

/**
 * Which submissions of an account have no task yet. Kept where listed tasks may be taken without being asked: there,
 * a task belongs to a submission only if no other one can be its owner.
 */
export interface OpenMarks {
  /** Must stand before the submission may be sent. */
  set(payer: Payer, mark: OpenMark): Promise<void>;
  clear(payer: Payer, nonce: string): Promise<void>;
  all(payer: Payer): Promise<readonly OpenMark[]>;
}

/** The marks in `bucket`. */
export function createOpenMarks(bucket: Bucket, keys: ObjectKeys): OpenMarks {
  const { create, read } = jsonObjects(bucket);
  return {
    async set(payer, mark) {
      await create(keys.openMark(payer, mark.nonce), mark);
    },
    clear: (payer, nonce) => bucket.delete(keys.openMark(payer, nonce)),
    async all(payer) {
      const marks: OpenMark[] = [];
      for await (const { key } of bucket.list(keys.openMarks(payer))) {
        const mark = await read(key, openMark);
        if (mark !== undefined) marks.push(mark);
      }
      return marks;
    },
  };
}
