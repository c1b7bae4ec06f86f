import { defineQuery, setHandler } from '@temporalio/workflow';
import { listenForCallbacks, type CallbackPacing } from '../../src/workflows/callbacks.js';

/** One read that a callback has caused. */
export interface Turn {
  /** By the workflow's clock. */
  readonly atMs: number;
  readonly taskId: string | undefined;
}

/** Takes turns as they come and tells about them. */
export async function countTurns(pacing?: CallbackPacing): Promise<never> {
  const turns: Turn[] = [];
  setHandler(defineQuery<readonly Turn[]>('turns'), () => turns);
  const callbacks = listenForCallbacks(pacing);
  for (;;) {
    await callbacks.turn();
    turns.push({ atMs: Date.now(), taskId: callbacks.takeTask(1)?.taskId });
  }
}
