import type { ObjectKeys } from '../domain/object-keys.js';
import type { Task } from '../domain/task.js';
import type { Bucket } from '../storage/bucket.js';
import {
  acceptanceRecord,
  closureRecord,
  namingRecord,
  submissionRecord,
  taskClaim,
  type AcceptanceRecord,
  type ClosureRecord,
  type SubmissionRecord,
  type TaskClaim,
} from './records.js';
import { jsonObjects } from './json-objects.js';

/** What the ledger knows about one submission. */
export type LedgerEntry =
  /** Neither record nor acceptance: never sent, refused and withdrawn, or removed by somebody. */
  | { readonly state: 'none' }
  /** About to be sent, sent, or refused a moment ago: nobody but its creator can tell. */
  | { readonly state: 'open'; readonly record: SubmissionRecord }
  | {
      readonly state: 'accepted';
      /** Missing when somebody has removed it: the acceptance counts all the same. */
      readonly record: SubmissionRecord | undefined;
      readonly acceptance: AcceptanceRecord;
    };

/** The bucket's memory of what was ordered. It decides who may send a paid request: only a record's creator. */
export interface SubmissionLedger {
  /** Creates the record of a submission. `opened` gives the right to send it; it is given to one caller, ever. */
  open(id: string, n: number, record: SubmissionRecord): Promise<{ readonly state: 'opened' } | LedgerEntry>;
  /**
   * Removes the record with this nonce after proof that nothing was accepted. However late it comes, the record of
   * another attempt stays.
   */
  withdraw(id: string, n: number, nonce: string): Promise<void>;
  /** Records that the gateway took the submission; says whether this task now is, or was, the recorded one. */
  accept(id: string, n: number, acceptance: AcceptanceRecord): Promise<boolean>;
  /** Notes the tasks that the gateway's answer named, where it left open whether the submission was taken. */
  note(id: string, n: number, taskIds: readonly string[]): Promise<void>;
  notedTasks(id: string, n: number): Promise<readonly string[]>;
  find(id: string, n: number): Promise<LedgerEntry>;
  /** Claims a task for a submission; answers with the claim that stands, which may be another's. */
  claim(task: Task, claim: TaskClaim): Promise<TaskClaim>;
  claimOf(task: Task): Promise<TaskClaim | undefined>;
  /** Records the end of a submission; answers with the end that stands, which somebody else may have recorded. */
  close(id: string, n: number, closure: ClosureRecord): Promise<ClosureRecord>;
  closureOf(id: string, n: number): Promise<ClosureRecord | undefined>;
}

/** The ledger in `bucket`. */
export function createSubmissionLedger(bucket: Bucket, keys: ObjectKeys): SubmissionLedger {
  const { create, read, settle } = jsonObjects(bucket);

  async function find(id: string, n: number): Promise<LedgerEntry> {
    const record = await read(keys.submission(id, n), submissionRecord);
    // Read last, because it is written after the record; and always, because it outweighs a record that is missing.
    const acceptance = await read(keys.acceptance(id, n), acceptanceRecord);
    if (acceptance !== undefined) return { state: 'accepted', record, acceptance };
    return record === undefined ? { state: 'none' } : { state: 'open', record };
  }

  return {
    find,
    async open(id, n, record) {
      await create(keys.submission(id, n), record);
      // What stands decides, whoever created it: the S3 client repeats a write whose answer was lost, and an
      // acceptance whose record was removed leaves the key free.
      const entry = await find(id, n);
      return entry.state === 'open' && entry.record.nonce === record.nonce ? { state: 'opened' } : entry;
    },
    async withdraw(id, n, nonce) {
      const key = keys.submission(id, n);
      // In this order, the version is that of the record or of one that stood before it, never that of a later one.
      const version = await bucket.head(key);
      const record = await read(key, submissionRecord);
      if (version !== undefined && record?.nonce === nonce) await bucket.delete(key, { etag: version.etag });
    },
    async accept(id, n, acceptance) {
      const key = keys.acceptance(id, n);
      if ((await create(key, acceptance)) === 'created') return true;
      const standing = await read(key, acceptanceRecord);
      return standing?.task.taskId === acceptance.task.taskId;
    },
    async note(id, n, taskIds) {
      await create(keys.naming(id, n), { schema: 1, taskIds });
    },
    notedTasks: async (id, n) => (await read(keys.naming(id, n), namingRecord))?.taskIds ?? [],
    claim: (task, claim) => settle(keys.taskClaim(task), taskClaim, claim),
    claimOf: (task) => read(keys.taskClaim(task), taskClaim),
    close: (id, n, closure) => settle(keys.closure(id, n), closureRecord, closure),
    closureOf: (id, n) => read(keys.closure(id, n), closureRecord),
  };
}
