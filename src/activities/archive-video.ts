import { cancellationSignal } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import type { StoredGeneration, SubmissionReceipt } from '../domain/result.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { TaskFailure } from '../domain/task.js';
import { storeVideo } from '../storage/store-video.js';
import { owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { inspectDelivery } from './inspect-delivery.js';
import { noteFailure } from './note-failure.js';
import { taskAdapter, unseen } from './task-adapter.js';
import { withHeartbeat } from './with-heartbeat.js';

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

export type ArchiveOutcome =
  | StoredGeneration
  /** The gateway has no video yet, whatever somebody said. */
  | { readonly state: 'not-finished'; readonly readAt: string }
  | TaskFailure;

/**
 * Moves the video into the bucket, whole and verified, and writes the manifest last. Each attempt begins with a
 * status read: the link is fresh, and a generation that a callback called finished too early is found out.
 */
export const createArchiveVideo = (dependencies: ActivityDependencies) =>
  async function archiveVideo({ model, submission, requestedAt, ...order }: ArchiveOrder): Promise<ArchiveOutcome> {
    const { accounts, bucket, keys, ledger, manifests, download } = dependencies;
    const { id } = owner();
    const { task, acceptedAt, n } = submission;
    const { earlier = [], isLate = false, ordered } = order;
    const late = isLate ? n : undefined;
    const written = await manifests.read(id, late);
    if (written !== undefined) return written;

    const signal = cancellationSignal();
    const adapter = taskAdapter(accounts, model, task);
    const status = await adapter.readStatus(task.taskId, { signal }).catch((error: unknown) => {
      throw unseen(error);
    });
    switch (status.state) {
      case 'running':
      case 'succeeded-without-link':
        return { state: 'not-finished', readAt: new Date().toISOString() };
      case 'failed':
      case 'cancelled':
        return noteFailure({ ledger }, { id, n, failure: status });
      case 'succeeded': {
        const key = keys.video(id, late);
        const { bytes, sha256, crc32 } = await withHeartbeat(async (onProgress) =>
          storeVideo({
            bucket,
            key,
            source: await download.openVideo(status.videoUrl, { signal }),
            signal,
            onProgress,
          }),
        );
        const cost = status.cost ?? submission.cost;
        const { media, findings } = await withHeartbeat(() =>
          inspectDelivery(dependencies, { key, bytes, model, ordered, expected: submission.cost, cost, signal }),
        );
        const manifest: StoredGeneration = {
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
        };
        return manifests.write(manifest, late);
      }
    }
  };
