import { cancellationSignal, log } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import type { StoredGeneration, SubmissionReceipt } from '../domain/result.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import { abortLeftUploads } from '../storage/abort-left-uploads.js';
import type { Bucket } from '../storage/bucket.js';
import { cutOffCopies } from '../storage/cut-off-copies.js';
import { afterLastingTrouble, type ObstructedResult } from './after-lasting-trouble.js';
import { owner } from './owner.js';
import { readManifest, videoKey, writeManifest, type PaidTask } from './delivery-place.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { fetchVideo, type Fetched } from './fetch-video.js';
import { freePlace } from './free-place.js';
import { inspectDelivery } from './inspect-delivery.js';
import { outrankedBy, type Outranked } from './keep-claim.js';
import { noteFailure, type FailedSubmission } from './note-failure.js';
import { settleOrder } from './settle-order.js';
import { noTroubles, withTransferHeartbeat } from './transfer-heartbeat.js';

/** Whose video to move to the bucket. */
export interface ArchiveOrder {
  readonly model: ModelId;
  readonly submission: AcceptedSubmission;
  /** When the generation was ordered, ISO 8601. */
  readonly requestedAt: string;
  /** What the file is held against. Absent where a run began before it was asked for, or does not know. */
  readonly ordered?: OrderAsGiven | undefined;
  /** What became of the generation's earlier submissions. */
  readonly earlier?: readonly SubmissionReceipt[];
  /** Whether another submission has superseded this one: its video then has a place of its own. */
  readonly isLate?: boolean;
}

/** The stored video, or why there is none. */
export type ArchiveOutcome =
  | StoredGeneration
  | Exclude<Fetched, { readonly state: 'fetched' | 'failed' | 'cancelled' }>
  | FailedSubmission
  | ObstructedResult
  /** A stronger word than the one by which the task was adopted says otherwise: the ledger tells what is right. */
  | { readonly state: 'outranked'; readonly how: Outranked };

/**
 * Moves the video into the bucket, whole and verified, and writes the manifest last. Each attempt holds an
 * adopted task against the ledger and reads the status: the link is fresh, and a generation that a callback called
 * finished too early is found out.
 */
export const createArchiveVideo = (dependencies: ActivityDependencies) =>
  async function archiveVideo({ model, submission, requestedAt, ...order }: ArchiveOrder): Promise<ArchiveOutcome> {
    const { bucket, keys } = dependencies;
    const { id } = owner();
    const { task, acceptedAt, n } = submission;
    const { earlier = [], isLate = false, ordered } = order;
    const paid: PaidTask = { id, n, task, isLate };
    const settled = async (result: StoredGeneration) => {
      await settleOrder(dependencies, { id, n, task, budgets: submission.budgets }, result.cost);
      return result;
    };
    const written = await readManifest(dependencies, paid);
    if (written !== undefined) return settled(written);
    const how = await outrankedBy(dependencies, id, submission);
    if (how !== undefined) return { state: 'outranked', how };

    const key = await videoKey(dependencies, paid);
    const cutOff = keys.cutOff(id, n);
    const onEnd = () => freePlace(dependencies, { id, n, model, payer: task });
    const fetched = await fetchVideo(dependencies, { model, task, key, cutOff, onEnd }).catch((error: unknown) =>
      afterLastingTrouble(error, typicalSecondsOf(dependencies, model)),
    );
    switch (fetched.state) {
      case 'not-finished':
      case 'expired':
      case 'obstructed':
        return fetched;
      case 'failed':
      case 'cancelled':
        return noteFailure(dependencies, { id, submission, failure: fetched });
      case 'fetched': {
        const { bytes, sha256, crc32 } = fetched.video;
        const { cost, media, findings } = await withTransferHeartbeat(noTroubles, () =>
          inspectDelivery(dependencies, {
            key,
            bytes,
            model,
            account: task.account,
            ordered,
            expected: submission.cost,
            bill: fetched.bill,
            signal: cancellationSignal(),
          }),
        );
        const result = await writeManifest(dependencies, paid, {
          schema: 1,
          id,
          state: 'stored',
          model,
          taskId: task.taskId,
          video: {
            uri: `s3://${bucket.name}/${key}`,
            bucket: bucket.name,
            key,
            bytes,
            sha256,
            crc32,
            contentType: 'video/mp4',
            media,
          },
          findings,
          cost,
          submissions: [...earlier, { n, outcome: 'stored', task, acceptedAt, cost }],
          times: { requestedAt, acceptedAt, storedAt: new Date().toISOString() },
        });
        await sweepOwn(bucket, key, cutOff);
        return settled(result);
      }
    }
  };

/** What overlapping attempts have left behind can't become anything now. Never rejects: `reelwork sweep` does it, too. */
async function sweepOwn(bucket: Bucket, key: string, cutOff: string): Promise<void> {
  try {
    await abortLeftUploads(bucket, key);
    await cutOffCopies(bucket, cutOff).drop();
  } catch (error) {
    log.warn('unfinished uploads, or copies of a file that was cut off, are left', { key, error });
  }
}
