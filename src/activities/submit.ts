import { randomUUID } from 'node:crypto';
import { gatewayOf, type ModelId } from '../domain/models.js';
import type { GenerationPolicy } from '../domain/policy.js';
import { requestDigest, withoutQueries } from '../domain/requests/request-digest.js';
import type { SubmitVerdict, Turn } from '../domain/submission.js';
import type { SubmissionRecord } from '../ledger/records.js';
import { wireKey } from '../ledger/wire-key.js';
import { openNote } from './attempt-note.js';
import { checkOrder, policyOf } from './check-order.js';
import { orderingOwner } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';
import { earlierSubmission, recordGone } from './earlier-submission.js';
import { withHeartbeats } from './heartbeats.js';
import { sendInTurn } from './send-in-turn.js';
import { stopwatch } from './stopwatch.js';
import { withSignedLinks } from './with-signed-links.js';

/** Which submission of a generation is to be sent. */
export interface SubmitOrder {
  /** The request as given. */
  readonly request: unknown;
  /** The options as given. */
  readonly options?: unknown;
  /** Counts the paid submissions of this generation, from 1. */
  readonly n: number;
  /** Whether the run knows that it was sent: then it is only looked for. @default false */
  readonly wasSent?: boolean;
  /** What `awaitTurn` has given it. @default none: it takes what it finds free */
  readonly turn?: Turn | undefined;
  /** The model to order it from. @default the one that the request names */
  readonly model?: ModelId;
  /** Whether others may serve the request: then a refusal is a verdict. Those that were tried can't take it now either. */
  readonly others?: 'untried' | 'tried' | undefined;
}

/** What became of it, and what holds for the rest of the run. */
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
  async function submit({ request: given, options, n, ...order }: SubmitOrder): Promise<SubmitAnswer> {
    const sinceStart = stopwatch();
    const { ledger, bucket, prefix } = dependencies;
    const { id, runId, namespace } = orderingOwner();
    const { wasSent = false, model = (given as { readonly model: ModelId }).model, others, turn } = order;
    const attempt = {
      requestDigest: requestDigest(given),
      namespace,
      wireKey: wireKey({ bucket: bucket.name, prefix, id, n }),
      at: new Date().toISOString(),
    };
    const note = openNote(attempt.wireKey);
    const searchAttributes = await dependencies.searchAttributesRegistered();
    const answer = await withHeartbeats(note.read, async () => {
      if (await ledger.knows(id, n)) {
        // What stands counts, whatever this worker thinks of the request by its own prices and rules.
        const verdict = await earlierSubmission(dependencies, { id, n, model, attempt, note });
        return { verdict, policy: policyOf(options) };
      }
      const { request, price, policy, submitter } = checkOrder(dependencies, { ...(given as object), model }, options);
      if (wasSent)
        return {
          verdict: recordGone(dependencies, {
            n,
            model,
            attempt: { ...attempt, account: submitter.account, cost: price },
          }),
          policy,
        };
      const { account, endpoint } = submitter;
      const record: SubmissionRecord = {
        schema: 1,
        nonce: randomUUID(),
        ...attempt,
        model,
        gateway: gatewayOf(model),
        account,
        endpoint,
        runId,
        cost: price,
        request: withoutQueries(given),
        options,
      };
      const linked = await withSignedLinks(request, bucket);
      const submission = {
        id,
        n,
        record,
        price,
        note,
        submitter,
        request: linked,
        sinceStart,
        others,
        policy,
      };
      return { verdict: await sendInTurn(dependencies, submission, turn), policy };
    });
    return { ...answer, searchAttributes };
  };
