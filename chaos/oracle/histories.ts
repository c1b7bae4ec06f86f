import type { Client, WorkflowHandle } from '@temporalio/client';
import { callbackReceived } from '../../src/workflows/messages.js';
import { forEachAtOnce } from '../load.js';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** What all runs of all generations remember. */
export interface Histories {
  readonly runs: number;
  readonly events: number;
  /** Task ids named by callbacks that the last run of a generation got. */
  readonly heard: ReadonlyMap<string, ReadonlySet<string>>;
}

const atOnce = 8;

/** Reads every history there is; `inspect` sees each as text, with what is in its payloads. */
export async function readHistories(client: Client, inspect: (name: string, text: string) => void): Promise<Histories> {
  const runs: { workflowId: string; runId: string; startTime: Date }[] = [];
  for await (const run of client.workflow.list({ query: "WorkflowType = 'generateVideo'" })) runs.push(run);
  const lastRun = new Map<string, (typeof runs)[number]>();
  for (const run of runs) {
    const other = lastRun.get(run.workflowId);
    if (other === undefined || run.startTime > other.startTime) lastRun.set(run.workflowId, run);
  }
  const heard = new Map<string, Set<string>>();
  let events = 0;
  await forEachAtOnce(runs, atOnce, async (run) => {
    const history = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
    events += history.events?.length ?? 0;
    inspect(`${run.workflowId} ${run.runId}`, toText(history));
    if (lastRun.get(run.workflowId) === run) heard.set(run.workflowId, taskIdsIn(history));
  });
  return { runs: runs.length, events, heard };
}

function taskIdsIn({ events }: History): Set<string> {
  const hints = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
    signal?.signalName === callbackReceived.name ? (signal.input?.payloads ?? []) : [],
  );
  const taskIds = hints.map(
    ({ data }) => (JSON.parse(Buffer.from(data ?? []).toString()) as { taskId?: string }).taskId,
  );
  return new Set(taskIds.filter((taskId) => taskId !== undefined));
}

const toText = (history: History): string =>
  JSON.stringify(history, function (this: Record<string, unknown>, key, value: unknown) {
    const own = this[key];
    return own instanceof Uint8Array ? Buffer.from(own).toString('latin1') : value;
  });
