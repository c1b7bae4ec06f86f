import { ActivityCancellationType, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import { gatewayOf, type ModelId } from '../domain/models.js';
import { readQueue, submitQueue, transferQueue } from '../domain/task-queues.js';
import {
  findHeartbeatSeconds,
  findStartToCloseSeconds,
  readStartToCloseSeconds,
  submitLimits,
} from '../domain/time-limits.js';

/** The activities as one model's generation calls them, each on its own task queue. */
export function activitiesFor(model: ModelId) {
  const { taskQueue } = workflowInfo();
  const gateway = gatewayOf(model);
  const reads = {
    taskQueue: readQueue(taskQueue, gateway),
    startToCloseTimeout: `${readStartToCloseSeconds} seconds`,
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    // An attempt that has found nothing says itself when the next is due. When its worker was lost, the next one comes
    // soon, however many came before.
    retry: { initialInterval: '2 seconds', backoffCoefficient: 1.2, maximumInterval: '30 seconds' },
  } as const;
  // The ledger decides who may send, so the server may repeat this as it likes.
  const { submit } = proxyActivities<Activities['submit']>({
    taskQueue: submitQueue(taskQueue, gateway),
    startToCloseTimeout: `${submitLimits.startToClose} seconds`,
    heartbeatTimeout: `${submitLimits.heartbeat} seconds`,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { initialInterval: '2 seconds', maximumInterval: '1 minute' },
    summary: `order from ${gateway}`,
  });
  const { findSubmission } = proxyActivities<Activities['read']>({
    ...reads,
    startToCloseTimeout: `${findStartToCloseSeconds} seconds`,
    heartbeatTimeout: `${findHeartbeatSeconds} seconds`,
    summary: 'look for a submission whose outcome is unknown',
  });
  const { adoptTask } = proxyActivities<Activities['read']>({
    ...reads,
    // One try: whatever keeps it from being answered must not keep the ledger from being watched.
    retry: { maximumAttempts: 1 },
    scheduleToCloseTimeout: `${2 * readStartToCloseSeconds} seconds`,
    summary: 'look at the task that a callback or a person named',
  });
  const { closeSubmission } = proxyActivities<Activities['read']>({
    ...reads,
    summary: 'write into the ledger what was decided',
  });
  const { cancelTask } = proxyActivities<Activities['read']>({
    ...reads,
    retry: { maximumAttempts: 3 },
    summary: `cancel the task at ${gateway}`,
  });
  const { awaitRelease } = proxyActivities<Activities['read']>({ ...reads, summary: 'wait until the hold is lifted' });
  const { awaitRoom } = proxyActivities<Activities['read']>({ ...reads, summary: 'wait until the budget has room' });
  const { awaitTurn } = proxyActivities<Activities['read']>({
    ...reads,
    startToCloseTimeout: `${findStartToCloseSeconds} seconds`,
    heartbeatTimeout: `${findHeartbeatSeconds} seconds`,
    summary: `wait for ${gateway} to be free`,
  });
  const { leaveLine } = proxyActivities<Activities['read']>({
    ...reads,
    // A cancelled run ends at once: whether it has left shows by itself after a while.
    scheduleToCloseTimeout: '10 seconds',
    summary: 'leave the line',
  });
  return {
    submit,
    findSubmission,
    adoptTask,
    awaitRelease,
    awaitRoom,
    awaitTurn,
    leaveLine,
    closeSubmission,
    cancelTask,
    /** Asks for the gateway's end of a task, for at most so many seconds. */
    awaitVideo: (order: Parameters<Activities['read']['awaitVideo']>[0], secondsLeft: number) =>
      proxyActivities<Activities['read']>({
        ...reads,
        scheduleToCloseTimeout: `${secondsLeft} seconds`,
        summary: `wait for ${gateway}`,
      }).awaitVideo(order),
    /** Moves the video, for at most so many seconds. */
    archiveVideo: (order: Parameters<Activities['transfer']['archiveVideo']>[0], secondsLeft: number) =>
      proxyActivities<Activities['transfer']>({
        taskQueue: transferQueue(taskQueue),
        startToCloseTimeout: '2 hours',
        heartbeatTimeout: '30 seconds',
        scheduleToCloseTimeout: `${secondsLeft} seconds`,
        retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
        summary: 'move the video to the bucket',
      }).archiveVideo(order),
  };
}

export type GenerationActivities = ReturnType<typeof activitiesFor>;
