import type { Client } from '@temporalio/client';
import { pMapIterable } from 'p-map';
import { z } from 'zod';
import { createObjectKeys } from '../domain/object-keys.js';
import { RequestError } from '../domain/requests/request-error.js';
import { createManifests } from '../ledger/manifest.js';
import { createSubmissionLedger } from '../ledger/submission-ledger.js';
import type { Bucket } from '../storage/bucket.js';
import { listUnfinished, type Unfinished } from './list-unfinished.js';
import { recoverGeneration } from './recover-generation.js';
import type { Recovery } from './recovery.js';

/** How many generations are looked at, or started, at a time. */
const concurrency = 8;

/** What to recover from, and with which client. */
export interface RecoverOptions {
  readonly client: Client;
  /** The task queue that the workers serve. */
  readonly taskQueue: string;
  readonly bucket: Bucket;
  /** Below which key everything lies. @default '' */
  readonly prefix?: string;
  /** Whether nothing is to be started: then `resumed` means that it would be. @default false */
  readonly dryRun?: boolean;
  /** Called for each generation that the bucket holds, finished ones too. */
  readonly onSeen?: () => void;
}

/**
 * Starts the runs again that Temporal has lost: of every generation that the ledger holds as ordered, and that was
 * neither stored nor ended. Nothing is ordered by it, and nothing is billed twice, however often it is called.
 */
export async function* recover({
  client,
  taskQueue,
  bucket,
  prefix = '',
  dryRun = false,
  onSeen = () => {},
}: RecoverOptions): AsyncGenerator<Recovery> {
  const keys = createObjectKeys(prefix);
  const ledger = createSubmissionLedger(bucket, keys);
  const tools = { client, taskQueue, ledger, manifests: createManifests(bucket, keys), dryRun };
  const recoverOne = (unfinished: Unfinished) =>
    recoverGeneration(tools, unfinished).catch((error: unknown): Recovery => {
      // One record that nobody can read must not keep all others from being resumed.
      const unreadable = [z.ZodError, RequestError, SyntaxError].some((kind) => error instanceof kind);
      if (!unreadable) throw error;
      const { id, n } = unfinished;
      return { id, n, outcome: 'left', because: 'unreadable', reason: `a record of order ${n} can't be read` };
    });
  yield* pMapIterable(listUnfinished(bucket, keys, onSeen), recoverOne, { concurrency, preserveOrder: false });
}
