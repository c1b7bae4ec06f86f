import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import { deadLinkPauseSeconds } from '../domain/pacing.js';
import { isFinal, type Task, type TaskFailure, type TaskStatus } from '../domain/task.js';
import { CutOffVideo, wholeVideo } from '../media/whole-video.js';
import { DownloadError } from '../providers/download-error.js';
import { cutOffCopies } from '../storage/cut-off-copies.js';
import { findStored } from '../storage/find-stored.js';
import { storeVideo, type StoredVideo } from '../storage/store-video.js';
import { afterCutOff, type AfterCutOff } from './after-cut-off.js';
import { madeFor } from './delivery-place.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { transientFailure } from './failure.js';
import { taskAdapter, unseen } from './task-adapter.js';
import { troublesSoFar, withTransferHeartbeat, type TransferHeartbeat } from './transfer-heartbeat.js';

/** A link that is dead is asked for once more at once: it may have died since the status was read. */
const linksPerAttempt = 2;
/** So many attempts that meet only dead links are the end: a gateway's file host may lag minutes behind it. */
const attemptsWithDeadLinks = 6;

/** The gateway says that the video is there, and every link that it gives is dead. */
export interface ExpiredResult {
  readonly state: 'expired';
  /** How many attempts in a row have met only dead links. */
  readonly attempts: number;
  /** What the link's host said last, without the link. */
  readonly answer: string;
  /** Where a cut-off copy lies, if the links gave one before they died. */
  readonly cutOffCopy?: string | undefined;
}

/** What the gateway's final answer tells of its bill. */
export type ToldBill = Pick<Extract<TaskStatus, { readonly state: 'succeeded' }>, 'cost' | 'billedSeconds'>;

const nothingTold: ToldBill = { cost: undefined };

/** What became of fetching a task's video. */
export type Fetched =
  | { readonly state: 'fetched'; readonly video: StoredVideo; readonly bill: ToldBill }
  /** The gateway has no video yet, whatever somebody said. */
  | { readonly state: 'not-finished'; readonly readAt: string }
  | ExpiredResult
  | TaskFailure;

export interface FetchOrder {
  readonly model: ModelId;
  readonly task: Task;
  readonly key: string;
  /** Below it a copy is kept while the file is cut off. */
  readonly cutOff: string;
  /** Called when the gateway says that the task has ended. Never rejects. */
  readonly onEnd: () => Promise<void>;
}

/**
 * Brings a task's video to `key`, whole, from a fresh link. Where an earlier attempt has made the object already,
 * neither link nor gateway is needed.
 */
export async function fetchVideo(dependencies: ActivityDependencies, order: FetchOrder): Promise<Fetched> {
  const { accounts, bucket, download } = dependencies;
  const { model, task, key, cutOff, onEnd } = order;
  const signal = cancellationSignal();
  const adapter = taskAdapter(accounts, model, task);
  const typicalSeconds = typicalSecondsOf(dependencies, model);
  const troubles = troublesSoFar();
  const metadata = madeFor(task);
  const object = { bucket, key, metadata, signal };
  const copies = cutOffCopies(bucket, cutOff);
  const readStatus = () => adapter.readStatus(task.taskId, { signal });

  const made = await withTransferHeartbeat(troubles, (onProgress) => findStored({ ...object, onProgress }));
  if (made !== undefined) {
    const status = await readStatus().catch(() => undefined);
    return { state: 'fetched', video: made, bill: status?.state === 'succeeded' ? status : nothingTold };
  }

  let inOneAnswer = false;
  for (let links = 1; ; links += 1) {
    const status = await readStatus().catch((error: unknown) => {
      throw unseen(error);
    });
    if (isFinal(status)) await onEnd();
    switch (status.state) {
      case 'running':
      case 'succeeded-without-link':
        return { state: 'not-finished', readAt: new Date().toISOString() };
      case 'failed':
        // The wait reads a doubtful end again before it is believed.
        return isFinal(status) ? status : { state: 'not-finished', readAt: new Date().toISOString() };
      case 'cancelled':
        return status;
      case 'succeeded': {
        const open = () => download.openVideo(status.videoUrl, { signal, whole: inOneAnswer });
        try {
          const video = await withTransferHeartbeat(troubles, async (onProgress) => {
            const source = wholeVideo(await open());
            // A file that was cut off a while ago is mostly so still: that shows without reading it.
            if (activityInfo().attempt > 1 && (await copies.longest()) !== undefined) await source.assertWhole();
            return storeVideo({ ...object, source, onProgress });
          });
          return { state: 'fetched', video, bill: status };
        } catch (error) {
          if (error instanceof CutOffVideo) {
            throw await afterCutOff(error, { bucket, copies, open, metadata, typicalSeconds, signal });
          }
          if (!inOneAnswer && needsOneAnswer(error)) {
            inOneAnswer = true;
            continue;
          }
          if (!(error instanceof DownloadError) || error.reason !== 'link-dead') throw error;
          if (links === linksPerAttempt) return afterDeadLinks(error, { bucket, copies, typicalSeconds });
        }
      }
    }
  }
}

/** A host whose servers each mark the file in a way of their own, or that answers ranges with an error. */
const needsOneAnswer = (error: unknown): boolean =>
  error instanceof DownloadError && (error.reason === 'changed' || error.status === 416 || error.status === 501);

async function afterDeadLinks(
  { message }: DownloadError,
  { bucket, copies, typicalSeconds }: Pick<AfterCutOff, 'bucket' | 'copies' | 'typicalSeconds'>,
): Promise<ExpiredResult> {
  const { deadLinks, lasting } = troublesSoFar();
  const attempts = deadLinks + 1;
  if (attempts >= attemptsWithDeadLinks) {
    const copy = await copies.longest();
    const cutOffCopy = copy && `s3://${bucket.name}/${copy.key}`;
    return { state: 'expired', attempts, answer: message, cutOffCopy };
  }
  heartbeat({ bytesStored: 0, deadLinks: attempts, lasting } satisfies TransferHeartbeat);
  throw transientFailure(
    `${message}, and so is the one that the gateway gave when it was asked again`,
    'LinkDead',
    deadLinkPauseSeconds({ attempts, typicalSeconds }),
  );
}
