import { randomUUID } from 'node:crypto';
import { models } from '../domain/models.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import type { SubmitVerdict } from '../domain/submission.js';
import type { SubmissionRecord } from '../ledger/records.js';
import { wireKey } from '../ledger/wire-key.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import { checkRequest, owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { earlierSubmission } from './earlier-submission.js';
import { transientFailure } from './failure.js';
import { wasRefused } from './right-to-send.js';
import { sendUnlessHeld } from './send-unless-held.js';
import { stopwatch } from './stopwatch.js';
import { withSignedLinks } from './with-signed-links.js';

export interface SubmitOrder {
  /** The request as given. */
  readonly request: unknown;
  /** Counts the paid submissions of this generation, from 1. */
  readonly n: number;
}

export interface SubmitAnswer {
  readonly verdict: SubmitVerdict;
  /** Whether the namespace knows Reelwork's search attributes. */
  readonly searchAttributes: boolean;
}

/**
 * Sends a paid request, at most once over all attempts, runs and workers: the ledger in the bucket decides who may
 * send, and gives that right to one attempt, ever. Every other one finds out what became of it.
 */
export const createSubmit = (dependencies: ActivityDependencies) =>
  async function submit({ request: given, n }: SubmitOrder): Promise<SubmitAnswer> {
    const sinceStart = stopwatch();
    const { ledger, accounts, bucket, prefix } = dependencies;
    const { id, runId, namespace } = owner();
    const request = await checkRequest(given);
    const { gateway } = models[request.model];
    const submitter = submitterFor(accounts, request.model);
    if (submitter === undefined) throw transientFailure(`no key for ${gateway} here`, 'NotConfigured');
    const { account, endpoint, adapter } = submitter;
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
    };
    let entry = await ledger.find(id, n);
    if (entry.state === 'open' && wasRefused(entry.record)) {
      await ledger.withdraw(id, n);
      entry = { state: 'none' };
    }
    const verdict =
      entry.state === 'none'
        ? await sendUnlessHeld(dependencies, {
            id,
            n,
            record,
            adapter,
            request: await withSignedLinks(request, bucket),
            sinceStart,
          })
        : await earlierSubmission(dependencies, { id, n, model: request.model, record, entry });
    return { verdict, searchAttributes };
  };
