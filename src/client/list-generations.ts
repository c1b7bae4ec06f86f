import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { GenerationState } from '../domain/generation-state.js';
import { indexedState } from './generation-status.js';

/** Which generations to list. */
export interface ListOptions {
  /** A Temporal visibility query that narrows the list. */
  readonly where?: string | undefined;
  /** @default all */
  readonly limit?: number | undefined;
}

/** One line of a list: what Temporal's index knows. */
export interface ListedGeneration {
  readonly id: string;
  /** Missing where the search attributes are not registered and a completed run may be stored or cancelled. */
  readonly state: GenerationState | undefined;
  readonly model?: string | undefined;
  readonly taskId?: string | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Generations, and the runs that keep what their superseded orders deliver, the newest first, as Temporal's index knows. */
export async function* listGenerations(
  client: Client,
  { where, limit = Infinity }: ListOptions = {},
): AsyncGenerator<ListedGeneration> {
  const query = ["WorkflowType IN ('generateVideo', 'keepLateVideo')", where && `(${where})`]
    .filter(Boolean)
    .join(' AND ');
  let listed = 0;
  for await (const info of client.workflow.list({ query })) {
    if (listed >= limit) return;
    listed += 1;
    yield toListed(info);
  }
}

function toListed(info: WorkflowExecutionInfo): ListedGeneration {
  const { workflowId, startTime, status, typedSearchAttributes } = info;
  const keyword = (name: string) => typedSearchAttributes.get(defineSearchAttributeKey(name, 'KEYWORD'));
  return {
    id: workflowId,
    state: indexedState(info) ?? stateByStatus(status.name),
    model: keyword('ReelworkModel'),
    taskId: keyword('ReelworkTaskId'),
    startedAt: startTime.toISOString(),
  };
}

function stateByStatus(name: WorkflowExecutionInfo['status']['name']): GenerationState | undefined {
  if (name === 'RUNNING') return 'submitting';
  return name === 'COMPLETED' ? undefined : 'failed';
}
