import { defineQuery, setHandler } from '@temporalio/workflow';
import { listenForCallbacks } from '../../src/workflows/callbacks.js';

/** Takes turns as they come, with pauses that a test can wait for, and counts them. */
export async function countTurns(): Promise<never> {
  let turns = 0;
  setHandler(defineQuery<number>('turns'), () => turns);
  const callbacks = listenForCallbacks({ mostReads: 20, shortestPauseMs: 1 });
  for (;;) {
    await callbacks.turn();
    turns += 1;
  }
}
