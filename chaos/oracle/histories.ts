import { isGrpcServiceError, type Client, type WorkflowHandle } from '@temporalio/client';
import pMap from 'p-map';
import { callbackReceived } from '../../src/workflows/messages.js';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** What all runs of all generations remember. */
export interface Histories {
  readonly runs: number;
  readonly events: number;
  /** Task ids named by callbacks that the last run of a generation got. */
  readonly heard: ReadonlyMap<string, ReadonlySet<string>>;
}

const concurrency = 8;

/** Reads every history there is; `inspect` sees each as text, with what is in its payloads. */
export async function readHistories(
  client: Client,
  ids: readonly string[],
  inspect: (name: string, text: string) => void,
): Promise<Histories> {
  const heard = new Map<string, ReadonlySet<string>>();
  const read = new Set<string>();
  let events = 0;

  async function readRun(id: string, runId: string): Promise<History | undefined> {
    // After a restoration the index also names runs that are gone.
    const history = await client.workflow.getHandle(id, runId).fetchHistory().catch(passOverUnknown);
    if (history === undefined) return undefined;
    read.add(runId);
    events += history.events?.length ?? 0;
    inspect(`${id} ${runId}`, toText(history));
    return history;
  }

  await pMap(
    ids,
    async (id) => {
      const { runId } = await client.workflow.getHandle(id).describe();
      heard.set(id, taskIdsIn((await readRun(id, runId)) ?? {}));
    },
    { concurrency },
  );
  const earlier: { readonly workflowId: string; readonly runId: string }[] = [];
  for await (const run of client.workflow.list({ query: "WorkflowType = 'generateVideo'" })) {
    if (!read.has(run.runId)) earlier.push(run);
  }
  await pMap(earlier, ({ workflowId, runId }) => readRun(workflowId, runId), { concurrency });
  return { runs: read.size, events, heard };
}

function passOverUnknown(error: unknown): undefined {
  if (!isGrpcServiceError(error) || !isNotFound(error)) throw error;
}

/** gRPC's status code for what is not there. */
const grpcNotFound = 5;
const isNotFound = ({ code }: { readonly code: number }) => code === grpcNotFound;

function taskIdsIn({ events }: Pick<History, 'events'>): Set<string> {
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
