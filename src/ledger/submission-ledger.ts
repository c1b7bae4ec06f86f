import { LRUCache } from 'lru-cache';
import { outranks } from '../domain/evidence.js';
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
  /** Records that the gateway took the submission, unless an equal or stronger word stands; answers with what stands. */
  accept(id: string, n: number, acceptance: AcceptanceRecord): Promise<AcceptanceRecord>;
  /** Takes an adoption back: the task is another's. The answer to the submission itself stays, whatever it names. */
  disown(id: string, n: number, task: Task): Promise<void>;
  /** Notes the tasks that the gateway's answer named, where it left open whether the submission was taken. */
  note(id: string, n: number, taskIds: readonly string[]): Promise<void>;
  notedTasks(id: string, n: number): Promise<readonly string[]>;
  find(id: string, n: number): Promise<LedgerEntry>;
  /** Whether it knows anything of a submission: that it is about to be sent, was taken, or has ended. */
  knows(id: string, n: number): Promise<boolean>;
  /** Claims a task for a submission, unless another's equal or stronger claim stands; answers with what stands. */
  claim(task: Task, claim: TaskClaim): Promise<TaskClaim>;
  /** Gives a claim back; another submission's stays. */
  unclaim(task: Task, owner: Pick<TaskClaim, 'id' | 'n'>): Promise<void>;
  claimOf(task: Task): Promise<TaskClaim | undefined>;
  /** Records the end of a submission; answers with the end that stands, which somebody else may have recorded. */
  close(id: string, n: number, closure: ClosureRecord): Promise<ClosureRecord>;
  closureOf(id: string, n: number): Promise<ClosureRecord | undefined>;
}

/** So many claims are remembered: a few MB. */
const mostRemembered = 20_000;

/** The ledger in `bucket`. */
export function createSubmissionLedger(bucket: Bucket, keys: ObjectKeys): SubmissionLedger {
  const { create, read, remove, settle } = jsonObjects(bucket);

  /** Those by the gateway's own acceptance: nothing outranks them, and nobody gives them back. */
  const lastingClaims = new LRUCache<string, TaskClaim>({ max: mostRemembered });

  async function claimOf(task: Task): Promise<TaskClaim | undefined> {
    const key = keys.taskClaim(task);
    const claim = lastingClaims.get(key) ?? (await read(key, taskClaim));
    if (claim !== undefined && claim.by === undefined) lastingClaims.set(key, claim);
    return claim;
  }

  async function find(id: string, n: number): Promise<LedgerEntry> {
    const record = await read(keys.submission(id, n), submissionRecord);
    // Read last, because it is written after the record; and always, because it outweighs a record that is missing.
    const acceptance = await read(keys.acceptance(id, n), acceptanceRecord);
    if (acceptance !== undefined) return { state: 'accepted', record, acceptance };
    return record === undefined ? { state: 'none' } : { state: 'open', record };
  }

  const closureOf = (id: string, n: number) => read(keys.closure(id, n), closureRecord);

  return {
    find,
    knows: async (id, n) => (await find(id, n)).state !== 'none' || (await closureOf(id, n)) !== undefined,
    async open(id, n, record) {
      await create(keys.submission(id, n), record);
      // What stands decides, whoever created it: the S3 client repeats a write whose answer was lost, and an
      // acceptance whose record was removed leaves the key free.
      const entry = await find(id, n);
      return entry.state === 'open' && entry.record.nonce === record.nonce ? { state: 'opened' } : entry;
    },
    withdraw: (id, n, nonce) => remove(keys.submission(id, n), submissionRecord, (record) => record.nonce === nonce),
    accept: (id, n, acceptance) =>
      settle(keys.acceptance(id, n), acceptanceRecord, acceptance, ({ by }) => outranks(acceptance.by, by)),
    disown: (id, n, { taskId }) =>
      remove(keys.acceptance(id, n), acceptanceRecord, ({ task, by }) => task.taskId === taskId && by !== undefined),
    claim: (task, claim) => settle(keys.taskClaim(task), taskClaim, claim, ({ by }) => outranks(claim.by, by)),
    unclaim: (task, owner) =>
      remove(keys.taskClaim(task), taskClaim, (claim) => claim.id === owner.id && claim.n === owner.n),
    async note(id, n, taskIds) {
      await create(keys.naming(id, n), { schema: 1, taskIds });
    },
    notedTasks: async (id, n) => (await read(keys.naming(id, n), namingRecord))?.taskIds ?? [],
    claimOf,
    close: (id, n, closure) => settle(keys.closure(id, n), closureRecord, closure),
    closureOf,
  };
}
