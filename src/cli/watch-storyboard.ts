import { setTimeout as sleep } from 'node:timers/promises';
import type { Storyboard } from '../client/storyboard.js';
import type { StoryboardResult, StoryboardStatus } from '../domain/storyboards/result.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

/** How often the state is read for a person who watches, in milliseconds. */
const watchIntervalMs = 1_000;

interface WatchOptions {
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

/** The end, or why watching stopped before it. The storyboard itself goes on in that case. */
type WatchEnd =
  | { readonly result: StoryboardResult }
  | { readonly exitCode: ExitCode; readonly status: StoryboardStatus; readonly explanation: string };

/** Says what happens to a storyboard's shots until it ends, or a person must decide. */
export async function watchStoryboard(storyboard: Storyboard, { say, interrupted }: WatchOptions): Promise<WatchEnd> {
  const watching = new AbortController();
  const ended = storyboard.result({ signal: watching.signal }).then((result) => ({ result }));
  ended.catch(() => {});
  const told = new Map<string, string>();
  try {
    for (;;) {
      const status = await storyboard.status();
      for (const { id, state, note } of status.shots) {
        if (told.get(id) === state) continue;
        told.set(id, state);
        say([`${id}: ${state}`, note].filter(Boolean).join(' · '));
      }
      const isIdle = status.phase === 'review' || status.phase === 'capped';
      if (isIdle) return { exitCode: exitCodes.personMustDecide, status, explanation: comeBack(storyboard.id) };
      const pause = sleep(watchIntervalMs, 'paused' as const, { signal: interrupted }).catch(
        () => 'interrupted' as const,
      );
      const next = await Promise.race([ended, pause]);
      if (next === 'interrupted')
        return { exitCode: exitCodes.interrupted, status, explanation: comeBack(storyboard.id) };
      if (next !== 'paused') return next;
    }
  } finally {
    watching.abort();
  }
}

const comeBack = (id: string) => `It goes on. Come back to it: reelwork storyboard status ${id}`;
