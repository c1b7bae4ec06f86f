import { randomUUID } from 'node:crypto';
import { models } from '../domain/models.js';
import type { GenerationPolicy } from '../domain/policy.js';
import { requestDigest, withoutQueries } from '../domain/requests/request-digest.js';
import type { SubmitVerdict } from '../domain/submission.js';
import type { SubmissionRecord } from '../ledger/records.js';
import { wireKey } from '../ledger/wire-key.js';
import { quote } from '../pricing/quote.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import { openNote } from './attempt-note.js';
import { checkOptions } from './check-options.js';
import { checkRequest, owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { earlierSubmission } from './earlier-submission.js';
import { transientFailure } from './failure.js';
import { withHeartbeats } from './heartbeats.js';
import { sendUnlessHeld } from './send-unless-held.js';
import { stopwatch } from './stopwatch.js';
import { withSignedLinks } from './with-signed-links.js';

export interface SubmitOrder {
  /** The request as given. */
  readonly request: unknown;
  /** The options as given. */
  readonly options?: unknown;
  /** Counts the paid submissions of this generation, from 1. */
  readonly n: number;
}

export interface SubmitAnswer {
  readonly verdict: SubmitVerdict;
  /** The options with their defaults. */
  readonly policy: GenerationPolicy;
  /** Whether the namespace knows Reelwork's search attributes. */
  readonly searchAttributes: boolean;
}

/**
 * Sends a paid request, at most once over all attempts, runs and workers: the ledger in the bucket decides who may
 * send, and gives that right to one attempt, ever. Every other one finds out what became of it.
 */
export const createSubmit = (dependencies: ActivityDependencies) =>
  async function submit({ request: given, options, n }: SubmitOrder): Promise<SubmitAnswer> {
    const sinceStart = stopwatch();
    const { ledger, accounts, bucket, prefix } = dependencies;
    const { id, runId, namespace } = owner();
    const request = await checkRequest(given);
    const price = quote(request, dependencies.prices);
    const policy = checkOptions(options, price);
    const { gateway } = models[request.model];
    const submitter = submitterFor(accounts, request.model);
    if (submitter === undefined) throw transientFailure(`no key for ${gateway} here`, 'NotConfigured');
    const { account, endpoint } = submitter;
    const searchAttributes = await dependencies.searchAttributesRegistered();

    const record: SubmissionRecord = {
      schema: 1,
      nonce: randomUUID(),
      requestDigest: requestDigest(given),
      model: request.model,
      gateway,
      account,
      endpoint,
      namespace,
      runId,
      wireKey: wireKey({ bucket: bucket.name, prefix, id, n }),
      at: new Date().toISOString(),
      cost: price,
      request: withoutQueries(given),
      options,
    };
    const note = openNote(record.wireKey);
    const verdict = await withHeartbeats(note.read, async () => {
      const { state } = await ledger.find(id, n);
      const isNew = state === 'none' && (await ledger.closureOf(id, n)) === undefined;
      if (!isNew) return earlierSubmission(dependencies, { id, n, model: request.model, record, note });
      const linked = await withSignedLinks(request, bucket);
      return sendUnlessHeld(dependencies, { id, n, record, price, note, submitter, request: linked, sinceStart });
    });
    return { verdict, searchAttributes, policy };
  };
