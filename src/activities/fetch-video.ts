import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import { deadLinkPauseSeconds } from '../domain/pacing.js';
import type { Task, TaskFailure } from '../domain/task.js';
import { DownloadError } from '../providers/download-error.js';
import { findStored } from '../storage/find-stored.js';
import { storeVideo, type StoredVideo } from '../storage/store-video.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { transientFailure } from './failure.js';
import { taskAdapter, unseen } from './task-adapter.js';
import { withHeartbeat, type TransferHeartbeat } from './with-heartbeat.js';

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
}

/** What became of fetching a task's video. */
export type Fetched =
  | { readonly state: 'fetched'; readonly video: StoredVideo; readonly cost: Money | undefined }
  /** The gateway has no video yet, whatever somebody said. */
  | { readonly state: 'not-finished'; readonly readAt: string }
  | ExpiredResult
  | TaskFailure;

export interface FetchOrder {
  readonly model: ModelId;
  readonly task: Task;
  readonly key: string;
}

/**
 * Brings a task's video to `key`, from a fresh link. Where an earlier attempt has made the object already, neither link
 * nor gateway is needed.
 */
export async function fetchVideo(dependencies: ActivityDependencies, order: FetchOrder): Promise<Fetched> {
  const { accounts, bucket, download } = dependencies;
  const { model, task, key } = order;
  const signal = cancellationSignal();
  const adapter = taskAdapter(accounts, model, task);
  const deadLinks = deadLinksSoFar();
  const object = { bucket, key, metadata: madeFor(task), signal };
  const readStatus = () => adapter.readStatus(task.taskId, { signal });

  const made = await withHeartbeat(deadLinks, (onProgress) => findStored({ ...object, onProgress }));
  if (made !== undefined) {
    const status = await readStatus().catch(() => undefined);
    return { state: 'fetched', video: made, cost: status?.state === 'succeeded' ? status.cost : undefined };
  }

  for (let links = 1; ; links += 1) {
    const status = await readStatus().catch((error: unknown) => {
      throw unseen(error);
    });
    switch (status.state) {
      case 'running':
      case 'succeeded-without-link':
        return { state: 'not-finished', readAt: new Date().toISOString() };
      case 'failed':
      case 'cancelled':
        return status;
      case 'succeeded':
        try {
          const video = await withHeartbeat(deadLinks, async (onProgress) =>
            storeVideo({ ...object, source: await download.openVideo(status.videoUrl, { signal }), onProgress }),
          );
          return { state: 'fetched', video, cost: status.cost };
        } catch (error) {
          if (!(error instanceof DownloadError) || error.reason !== 'link-dead') throw error;
          if (links === linksPerAttempt) return afterDeadLinks(error, typicalSecondsOf(dependencies, model));
        }
    }
  }
}

/** By which an object is known as this task's own. */
const madeFor = ({ gateway, account, taskId }: Task) => ({
  'reelwork-task': [gateway, account, taskId].map(encodeURIComponent).join('/'),
});

function afterDeadLinks({ message }: DownloadError, typicalSeconds: number): ExpiredResult {
  const attempts = deadLinksSoFar() + 1;
  if (attempts >= attemptsWithDeadLinks) return { state: 'expired', attempts, answer: message };
  heartbeat({ bytesStored: 0, deadLinks: attempts } satisfies TransferHeartbeat);
  throw transientFailure(
    `${message}, and so is the one that the gateway gave when it was asked again`,
    'LinkDead',
    deadLinkPauseSeconds({ attempts, typicalSeconds }),
  );
}

/** The server hands the details of an attempt's last heartbeat to the next attempt. */
function deadLinksSoFar(): number {
  const details = activityInfo().heartbeatDetails as Partial<TransferHeartbeat> | undefined;
  return details?.deadLinks ?? 0;
}
