import { activityInfo } from '@temporalio/activity';
import { readDelaySeconds } from '../domain/pacing.js';
import type { StoredGeneration } from '../domain/result.js';
import type { ActivityDependencies } from './dependencies.js';
import { notYet } from './failure.js';

/** What has come of a generation that another run makes. */
export type AwaitedTake = { readonly state: 'stored'; readonly result: StoredGeneration } | { readonly state: 'gone' };

/** Waits for a generation that another run makes: one look per attempt, repeated by the server. */
export const createAwaitTake = ({ manifests, isRunning }: ActivityDependencies) =>
  async function awaitTake(generation: string): Promise<AwaitedTake> {
    // In this order: a run that has ended has written its manifest before.
    const running = await isRunning(generation);
    const result = await manifests.read(generation);
    if (result !== undefined) return { state: 'stored', result };
    if (!running) return { state: 'gone' };
    const ageSeconds = (Date.now() - activityInfo().scheduledTimestampMs) / 1000;
    const delay = readDelaySeconds({ ageSeconds, expectedSeconds: 0, callbackExpected: false, random: Math.random() });
    throw notYet(`${generation} is being made`, delay, {});
  };
