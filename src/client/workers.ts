import type { Client } from '@temporalio/client';

/** A poller that has not asked for work for this long is gone, in milliseconds: a poll takes at most a minute. */
const pollerGoneMs = 75_000;

/** Whether a worker has lately asked for work on the workflows' task queue. */
export async function hasWorker(client: Client, taskQueue: string): Promise<boolean> {
  // Without a type, the server speaks of workflow tasks.
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
  });
  return (pollers ?? []).some(({ lastAccessTime }) => {
    const seconds = Number(lastAccessTime?.seconds ?? 0);
    return Date.now() - seconds * 1000 < pollerGoneMs;
  });
}
