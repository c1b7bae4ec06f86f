import type { Client } from '@temporalio/client';
import { GenerationError } from '../client/generation-error.js';
import { readRunState } from '../client/run-state.js';
import { startGeneration } from '../client/start-generation.js';
import { isBilled } from '../domain/failure-charge.js';
import type { AnyRequestInput } from '../domain/requests/index.js';
import { parseOptions, type GenerationOptions } from '../domain/requests/parse-options.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import { isAuto } from '../domain/requests/takers.js';
import { submitLimits } from '../domain/time-limits.js';
import type { Manifests } from '../ledger/manifest.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { SubmissionLedger } from '../ledger/submission-ledger.js';
import type { Unfinished } from './list-unfinished.js';
import type { LeftBecause, Recovery } from './recovery.js';

export interface RecoveryTools {
  readonly client: Client;
  readonly taskQueue: string;
  readonly ledger: SubmissionLedger;
  readonly manifests: Manifests;
  /** Whether nothing is to be started. */
  readonly dryRun: boolean;
}

/**
 * Starts the run of an unfinished generation again if Temporal has none. Nothing is ordered by it: the run finds its
 * order in the ledger, and goes on with the paid task or with the search for it.
 */
export async function recoverGeneration(
  { client, taskQueue, ledger, manifests, dryRun }: RecoveryTools,
  { id, n, closed }: Unfinished,
): Promise<Recovery> {
  const entry = await ledger.find(id, n);
  if (entry.state === 'none') return { id, n, outcome: 'ended' };
  const { record } = entry;
  const accepted = entry.state === 'accepted';
  const atStake = accepted ? entry.acceptance.cost : entry.record.cost;
  const left = (because: LeftBecause, reason: string): Recovery => ({
    id,
    n,
    outcome: 'left',
    because,
    reason,
    atStake,
  });

  const { namespace } = client.options;
  if (record !== undefined && record.namespace !== namespace) {
    return left('other-namespace', `it was ordered in namespace '${record.namespace}'`);
  }
  const run = await readRunState(client, id);
  if (run === 'running' || run === 'ended') return { id, n, outcome: run };
  if (closed) {
    const why = await whyMoreIsDue(ledger, { id, n, record });
    return why === undefined ? { id, n, outcome: 'ended' } : left('between-orders', why);
  }
  if (record?.request === undefined) {
    return left('no-request', 'its ledger record holds no request: whoever ordered it must start it again');
  }
  if (requestDigest(record.request) !== record.requestDigest) {
    return left('no-request', 'the request in its ledger record is not the one that was ordered');
  }
  const readyInSeconds = submitLimits.startToClose - (Date.now() - Date.parse(record.at)) / 1000;
  if (!accepted && readyInSeconds > 0) {
    return left('in-flight', `it may still be being sent: recover again in ${Math.ceil(readyInSeconds)} s`);
  }
  // The list may be older than the video.
  if ((await manifests.read(id)) !== undefined) return { id, n, outcome: 'ended' };

  const resumed: Recovery = { id, n, outcome: 'resumed', accepted, atStake };
  if (dryRun) return resumed;
  const request = record.request as AnyRequestInput;
  const options = record.options as GenerationOptions | undefined;
  try {
    await startGeneration(client, { id, request, options, taskQueue, summary: record.model });
    return resumed;
  } catch (error) {
    if (error instanceof GenerationError) return left('refused', error.message);
    throw error;
  }
}

/** Why a generation whose last order has ended was not meant to end with it; `undefined` where it was. */
async function whyMoreIsDue(
  ledger: SubmissionLedger,
  { id, n, record }: { id: string; n: number; record: SubmissionRecord | undefined },
): Promise<string | undefined> {
  const closure = (await ledger.closureOf(id, n))?.closure;
  switch (closure?.as) {
    case 'superseded':
      return `order ${n} was superseded, and no other one was sent: whoever ordered it must start it again`;
    case 'failed': {
      const { failure } = closure;
      const mayPassNextTime = failure.state === 'failed' && failure.class === 'provider-fault';
      const wasFree = failure.cost !== undefined && isBilled(failure.cost) === 'no';
      const isDue = (isAuto(record?.request) && wasFree) || parseOptions(record?.options).maxSubmissions > n;
      if (!mayPassNextTime || !isDue) return undefined;
      return `order ${n} failed by the gateway's fault, and the next one was not sent: whoever ordered it must start it again`;
    }
    case 'given-up':
    case undefined:
      return undefined;
  }
}
