import type { Client } from '@temporalio/client';
import type { Gateway } from '../domain/models.js';
import { submitQueue } from '../domain/task-queues.js';

/** A poller that has not asked for work for this long is gone, in milliseconds: a poll takes at most a minute. */
const pollerGoneMs = 75_000;

/** As Temporal's API numbers the kinds of work. */
const taskQueueTypes = { workflows: 1, activities: 2 } as const;

/** Whether a worker has lately asked for work on the workflows' task queue. */
export const hasWorker = (client: Client, taskQueue: string): Promise<boolean> =>
  isPolled(client, taskQueue, 'workflows');

/** Whether a worker has lately asked for a gateway's orders: only those do that have a key for it. */
export const hasSubmitter = (client: Client, taskQueue: string, gateway: Gateway): Promise<boolean> =>
  isPolled(client, submitQueue(taskQueue, gateway), 'activities');

async function isPolled(client: Client, name: string, work: keyof typeof taskQueueTypes): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name },
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- its names are in a package that nothing else needs
    taskQueueType: taskQueueTypes[work],
  });
  return (pollers ?? []).some(({ lastAccessTime }) => {
    const seconds = Number(lastAccessTime?.seconds ?? 0);
    return Date.now() - seconds * 1000 < pollerGoneMs;
  });
}
