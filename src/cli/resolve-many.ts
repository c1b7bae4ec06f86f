import pMap, { pMapIterable } from 'p-map';
import type { GenerationStatus } from '../client/generation-status.js';
import type { Resolution } from '../client/generation.js';
import type { VideoClient } from '../client/video-client.js';
import type { GenerationState } from '../domain/generation-state.js';
import { isLateRunId } from '../domain/ids.js';
import { totalOf, type Total } from '../domain/total.js';
import { resolveGeneration, type ResolutionOutcome } from './resolve-generation.js';
import { ServiceOutOfReach } from './service-out-of-reach.js';
import { showTotal } from './show-total.js';
import { messageOf } from '../domain/message-of.js';

/** How many generations are asked or resolved at a time. */
const concurrency = 8;

/** What the index may say of a run that waits for a decision: where it knows no states, every run is `submitting`. */
const mayWait: readonly (GenerationState | undefined)[] = [undefined, 'submitting', 'unknown', 'quarantined'];

/** Running generations of unknown outcome, and what they may have cost for nothing. */
export interface Waiting {
  readonly generations: readonly GenerationStatus[];
  readonly atStake: Total;
}

/** Finds the generations that match `where` and wait, or will soon wait, for such a decision. */
export async function findWaiting(videos: VideoClient, where: string, action: Resolution['action']): Promise<Waiting> {
  const running = videos.list({ where: `(${where}) AND ExecutionStatus = 'Running'` });
  async function* mayBeWaiting() {
    for await (const { id, state } of running) {
      // Of a superseded order only the video is waited for: another one has taken its place.
      const isPossible = action !== 'resubmit' || !isLateRunId(id);
      if (isPossible && mayWait.includes(state)) yield videos.get(id);
    }
  }
  const generations: GenerationStatus[] = [];
  for await (const status of pMapIterable(mayBeWaiting(), (generation) => generation.status(), { concurrency })) {
    const isLookedFor = status.state === 'unknown' && !isLateRunId(status.id);
    if (status.state === 'quarantined' || isLookedFor) generations.push(status);
  }
  return { generations, atStake: totalOf(generations.map(({ atStake }) => atStake)) };
}

/** How many there are, and what is at stake: to be known before anything is decided. */
export function describeWaiting({ generations, atStake }: Waiting): string {
  const early = generations.filter(({ state }) => state === 'unknown').length;
  const parts = [
    `${generations.length - early} quarantined`,
    ...(early === 0 ? [] : [`${early} still being looked for (not to be decided yet)`]),
    `at stake: ${showTotal(atStake)}`,
  ];
  return parts.join(' · ');
}

/** A generation of many: one that nobody answered for doesn't keep the others from being resolved. */
export type ManyOutcome =
  | ResolutionOutcome
  | {
      readonly id: string;
      readonly outcome: 'unanswered';
      readonly error: { readonly code: string; readonly message: string };
    };

/** Resolves each of them, and tells each outcome at once. */
export const resolveMany = (
  videos: VideoClient,
  { generations }: Waiting,
  { resolution, interrupted, tell }: ManyOptions,
): Promise<readonly ManyOutcome[]> =>
  pMap(
    generations,
    async ({ id }) => {
      interrupted.throwIfAborted();
      const outcome = await resolveGeneration(videos.get(id), resolution, interrupted).catch(
        (error: unknown): ManyOutcome => {
          interrupted.throwIfAborted();
          // What happened to the others must be told all the same.
          const code = error instanceof ServiceOutOfReach ? error.code : 'UNANSWERED';
          const message = messageOf(error);
          return { id, outcome: 'unanswered', error: { code, message } };
        },
      );
      tell(outcome);
      return outcome;
    },
    { concurrency },
  );

interface ManyOptions {
  readonly resolution: Resolution;
  readonly interrupted: AbortSignal;
  readonly tell: (outcome: ManyOutcome) => void;
}
