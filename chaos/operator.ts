import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Service } from '../src/testing/local-stack/services.js';

/** What an operator does after a database was restored under workers that lived on. */
export interface Operator extends Service {
  /** Ids of the generations whose run could not go on, and was terminated so that its id can be started again. */
  terminated(): readonly string[];
}

const betweenLooksMs = 3_000;

/** A workflow task that was tried so often without a worker's death in between will never succeed. */
const hopelessAttempt = 6;

/**
 * Terminates runs that are wedged. A worker's cache, or its answer that was on the way, may hold what the restored
 * database has forgotten: such a run's history no longer fits its code, and Temporal tries its workflow task for ever.
 */
export function watchWedgedRuns(client: Client): Operator {
  const terminated: string[] = [];
  const stopped = new AbortController();

  async function look(): Promise<void> {
    for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
      const handle = client.workflow.getHandle(workflowId);
      const { raw, status } = await handle.describe();
      if (status.name !== 'RUNNING' || (raw.pendingWorkflowTask?.attempt ?? 0) < hopelessAttempt) continue;
      await handle.terminate('its history does not fit its code since the database was restored');
      terminated.push(workflowId);
    }
  }

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      // What it can't see now it sees the next time.
      await look().catch(() => {});
      await pause(betweenLooksMs, undefined, { signal: stopped.signal }).catch(() => {});
    }
  }

  const watching = watch();
  return {
    terminated: () => terminated,
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}
