import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Service } from '../src/testing/local-stack/services.js';

/** Which runs rest in quarantine, as Temporal's index shows it. */
export interface QuarantineWatch extends Service {
  /** Resolves when a look that began after this call finds the generation there. */
  untilThere(id: string): Promise<void>;
}

const betweenLooksMs = 1_000;
const query = "WorkflowType = 'generateVideo' AND ExecutionStatus = 'Running' AND ReelworkState = 'quarantined'";

/** Looks at all of them at once, again and again, however many somebody waits for. */
export function watchQuarantine(client: Client): QuarantineWatch {
  const waiting = new Map<string, () => void>();
  const stopped = new AbortController();

  async function look(): Promise<void> {
    const asked = new Map(waiting);
    for await (const { workflowId } of client.workflow.list({ query })) {
      asked.get(workflowId)?.();
      if (waiting.get(workflowId) === asked.get(workflowId)) waiting.delete(workflowId);
    }
  }

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      // Temporal may be away just now.
      if (waiting.size > 0) await look().catch(() => {});
      await pause(betweenLooksMs);
    }
  }

  const watching = watch();
  return {
    untilThere: (id) => new Promise((resolve) => void waiting.set(id, resolve)),
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}
