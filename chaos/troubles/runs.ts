import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Stage, Trouble } from './trouble.js';

/** One in this many hits a generation that rests already. */
const timesUnderWay = 4;
const callLimitMs = 5_000;

function victim({ load, random }: Stage): string | undefined {
  return random.pick(random.below(timesUnderWay) === 0 ? load.started() : load.underWay());
}

/** Does something to a run, and names it if that worked: Temporal may be away, the run gone or closed. */
async function done(client: Client, id: string, act: () => Promise<unknown>): Promise<{ ids: string[] } | undefined> {
  try {
    await client.withDeadline(Date.now() + callLimitMs, act);
    return { ids: [id] };
  } catch {
    return undefined;
  }
}

/** A call about one run, on behalf of nobody in particular. */
const hit = (name: string, weight: number, act: (stage: Stage, id: string) => Promise<unknown>): Trouble => ({
  name,
  weight,
  befall(stage) {
    const id = victim(stage);
    return id === undefined ? undefined : done(stage.scene.client, id, () => act(stage, id));
  },
});

/** Runs that somebody ends or sets back in the UI, or by a script. */
export const runTroubles: readonly Trouble[] = [
  hit('run terminated', 2, ({ scene }, id) => scene.client.workflow.getHandle(id).terminate('chaos')),
  hit('run reset', 2, reset),
];

/** To the end of any of its workflow tasks. */
async function reset({ scene: { client }, random }: Stage, workflowId: string): Promise<void> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const points = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  const point = random.pick(points);
  if (!point?.eventId) throw new Error('the run has no workflow task yet');
  await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: point.eventId,
    reason: 'chaos',
    requestId: randomUUID(),
  });
}
