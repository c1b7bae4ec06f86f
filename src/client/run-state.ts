import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { endedByTemporal } from './start-generation.js';

/** What Temporal knows of a generation's run: `cut-off` when it was terminated or timed out, `gone` when it has none. */
export type RunState = 'running' | 'ended' | 'cut-off' | 'gone';

/** Asks Temporal for a generation's latest run. No worker is needed. */
export async function readRunState(client: Client, id: string): Promise<RunState> {
  try {
    const run = await client.workflow.getHandle(id).describe();
    if (run.status.name === 'RUNNING') return 'running';
    return endedByTemporal(run) ? 'cut-off' : 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}
