import { wireKey } from '../../src/ledger/wire-key.js';
import type { Truth } from '../../src/testing/index.js';
import { taskIdIn, type Callback } from '../lines/callback-door.js';

/** A job that the gateway took and that costs money unless it fails, by the gateway's own books. */
export interface AcceptedJob {
  readonly taskId: string;
  /** The generation that it was ordered for; `undefined` for one that nobody can have ordered. */
  readonly id: string | undefined;
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  /** Credits, as a decimal string. */
  readonly charged: string;
  /** Hex, of what its link serves. */
  readonly sha256: string | undefined;
  /** Whether a receiver has taken a callback that names it. */
  readonly calledBack: boolean;
}

export interface BooksOptions {
  readonly bucket: string;
  readonly ids: Iterable<string>;
  /** The callbacks that receivers have taken. */
  readonly taken: readonly Callback[];
}

/** All jobs that the gateway took. Each is known by the wire key that it was ordered with. */
export function acceptedJobs({ jobs = [] }: Truth, { bucket, ids, taken }: BooksOptions): readonly AcceptedJob[] {
  const idOf = new Map([...ids].map((id) => [wireKey({ bucket, prefix: '', id, n: 1 }), id]));
  const named = new Set(taken.map(taskIdIn));
  return jobs.map(({ id: taskId, wireKey: key = '', state, credits, result }) => ({
    taskId,
    id: idOf.get(key),
    state,
    charged: credits.charged,
    sha256: result?.sha256,
    calledBack: named.has(taskId),
  }));
}
