import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from './data-conversion.js';
import { generationStates, hasEnded, type GenerationState } from '../domain/generation-state.js';
import type { GenerationResult } from '../domain/result.js';
import type { LateResult } from '../workflows/keep-late-video.js';
import { generationProgress, type GenerationProgress } from '../workflows/messages.js';

/** How long a worker may take to answer a query, in milliseconds. */
const queryTimeoutMs = 3_000;

/** A generation as it stands now. */
export interface GenerationStatus extends Partial<Omit<GenerationProgress, 'state'>> {
  readonly id: string;
  readonly state: GenerationState;
  /** ISO 8601. */
  readonly startedAt: string;
  /** What the gateway says, from 0 to 100; it may go backwards. */
  readonly progressPercent?: number | undefined;
  /** How many wait before it, where it waits for a place to run in. */
  readonly ahead?: number | undefined;
  /** What the step under way last ran into, when it is being repeated. */
  readonly lastFailure?: { readonly type: string; readonly message: string; readonly attempt: number } | undefined;
  /** Whether a worker answered just now. Without one, `state` is what Temporal alone can tell. */
  readonly workerAnswered: boolean;
}

/** Reads a generation's state from its workflow, or from Temporal alone when no worker answers. */
export async function readStatus(client: Client, id: string): Promise<GenerationStatus> {
  const handle = client.workflow.getHandle(id);
  const description = await handle.describe();
  const running = description.status.name === 'RUNNING';
  const progress = await queryProgress(client, id);
  const said = progress?.state ?? indexedState(description);
  const step = running ? await stepUnderWay(client, description) : {};
  return {
    ...progress,
    ...step,
    id,
    // A run that was terminated answers with the state in which that met it.
    state: said !== undefined && (running || hasEnded(said)) ? said : await plainState(client, description),
    startedAt: description.startTime.toISOString(),
    workerAnswered: progress !== undefined,
  };
}

/** The state as far as Temporal alone can tell it. */
async function plainState(
  client: Client,
  { status, workflowId, runId }: WorkflowExecutionDescription,
): Promise<GenerationState> {
  if (status.name === 'RUNNING') return 'submitting';
  if (status.name !== 'COMPLETED') return 'failed';
  const result: GenerationResult | LateResult = await client.workflow.getHandle(workflowId, runId).result();
  return result.state === 'nothing-came' ? 'cancelled' : result.state;
}

/** What the run said last, where the search attributes are registered. */
export function indexedState({
  typedSearchAttributes,
}: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): GenerationState | undefined {
  const word = typedSearchAttributes.get(defineSearchAttributeKey('ReelworkState', 'KEYWORD'));
  return generationStates.find((state) => state === word);
}

async function queryProgress(client: Client, id: string): Promise<GenerationProgress | undefined> {
  try {
    return await client.withDeadline(Date.now() + queryTimeoutMs, () =>
      client.workflow.getHandle(id).query(generationProgress),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw error;
    return undefined;
  }
}

/** The server keeps the last failure of an activity that it repeats; a wait tells its progress that way. */
async function stepUnderWay(client: Client, { raw }: WorkflowExecutionDescription): Promise<Partial<GenerationStatus>> {
  const pending = raw.pendingActivities?.[0];
  if (pending?.lastFailure === undefined || pending.lastFailure === null) return {};
  const failure = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, pending.lastFailure);
  if (!(failure instanceof ApplicationFailure)) return {};
  if (failure.type === 'NotYet') {
    const [details] = (failure.details ?? []) as [Pick<GenerationStatus, 'progressPercent' | 'ahead'>?];
    return { progressPercent: details?.progressPercent, ahead: details?.ahead };
  }
  return {
    lastFailure: { type: failure.type ?? 'unknown', message: failure.message, attempt: pending.attempt ?? 1 },
  };
}
