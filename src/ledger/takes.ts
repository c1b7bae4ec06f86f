import { z } from 'zod';
import type { TakeAddress } from '../domain/ids.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';
import { money } from './records.js';

const takeRecord = z.object({
  schema: z.literal(1),
  digest: z.string(),
  base: z.string(),
  changes: z.object({ prompt: z.string().optional(), seed: z.number().optional() }).optional(),
  parent: z.string().optional(),
  variation: z.number(),
  isRedo: z.boolean(),
  /** Whose video it is: its own generation, or an earlier one with an equal digest. */
  generation: z.string(),
  at: z.string(),
});

const takeFailure = z.object({ schema: z.literal(1), reason: z.string(), cost: money.optional(), at: z.string() });

const verdictRecord = z.object({ schema: z.literal(1), as: z.enum(['approved', 'rejected']), at: z.string() });

const digestClaim = z.object({ schema: z.literal(1), generation: z.string(), at: z.string() });

/** What stands in the bucket before a take is ordered. */
export type TakeRecord = z.output<typeof takeRecord>;
/** Why there is no video of a take. */
export type TakeFailure = z.output<typeof takeFailure>;
/** What a person has said of something that has a digest. */
export type VerdictRecord = z.output<typeof verdictRecord>;

/** The bucket's memory of storyboards. */
export interface Takes {
  /** All takes of a storyboard, in no order. */
  list(storyboard: string): AsyncIterable<TakeAddress>;
  read(address: TakeAddress): Promise<TakeRecord | undefined>;
  /** Writes the record unless there is one; answers with the one that stands. */
  write(address: TakeAddress, record: TakeRecord): Promise<TakeRecord>;
  failureOf(address: TakeAddress): Promise<TakeFailure | undefined>;
  fail(address: TakeAddress, failure: TakeFailure): Promise<TakeFailure>;
  /** What a person has said; the first word stands. */
  verdicts(storyboard: string): AsyncIterable<{ readonly digest: string } & VerdictRecord>;
  judge(storyboard: string, digest: string, verdict: VerdictRecord): Promise<VerdictRecord>;
  /** Claims a digest for a generation unless another has it; answers with whose it is. */
  claim(digest: string, generation: string): Promise<string>;
  /** Gives a claim back; another generation's stays. */
  unclaim(digest: string, generation: string): Promise<void>;
  claimOf(digest: string): Promise<string | undefined>;
}

/** The takes in `bucket`. */
export function createTakes(bucket: Bucket, { storyboards: keys }: ObjectKeys): Takes {
  const { read, settle, remove } = jsonObjects(bucket);
  return {
    async *list(storyboard) {
      for await (const { key } of bucket.list(keys.takes(storyboard))) {
        const found = keys.takeOf(storyboard, key);
        if (found !== undefined) yield { storyboard, ...found };
      }
    },
    read: (address) => read(keys.take(address), takeRecord),
    write: (address, record) => settle(keys.take(address), takeRecord, record),
    failureOf: (address) => read(keys.takeFailure(address), takeFailure),
    fail: (address, failure) => settle(keys.takeFailure(address), takeFailure, failure),
    async *verdicts(storyboard) {
      for await (const { key } of bucket.list(keys.verdicts(storyboard))) {
        const digest = /\/([0-9a-f]+)\.json$/.exec(key)?.[1];
        const verdict = digest && (await read(key, verdictRecord));
        if (verdict) yield { digest, ...verdict };
      }
    },
    judge: (storyboard, digest, verdict) => settle(keys.verdict(storyboard, digest), verdictRecord, verdict),
    async claim(digest, generation) {
      const claim = { schema: 1, generation, at: new Date().toISOString() } as const;
      return (await settle(keys.digestClaim(digest), digestClaim, claim)).generation;
    },
    unclaim: (digest, generation) =>
      remove(keys.digestClaim(digest), digestClaim, (claim) => claim.generation === generation),
    claimOf: async (digest) => (await read(keys.digestClaim(digest), digestClaim))?.generation,
  };
}
