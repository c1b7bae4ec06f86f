import { randomUUID } from 'node:crypto';
import type { Stage } from '../helpers/stage.js';

/** Starts the run again from what it was after its first or its last workflow task. */
export async function resetRun({ client }: Stage, id: string, from: 'first' | 'last') {
  const { events = [] } = await client.workflow.getHandle(id).fetchHistory();
  const tasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: id },
    reason: 'by the test',
    requestId: randomUUID(),
    workflowTaskFinishEventId: tasks.at(from === 'first' ? 0 : -1)!.eventId!,
  });
}
