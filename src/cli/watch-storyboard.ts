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
  const over = ended.then(
    () => 'over' as const,
    () => 'over' as const,
  );
  const told = new Map<string, string>();
  const tell = ({ shots }: StoryboardStatus) => {
    for (const { id, state, note } of shots) {
      if (told.get(id) === state) continue;
      told.set(id, state);
      say([`${id}: ${state}`, note].filter(Boolean).join(' · '));
    }
  };
  const stopped = (exitCode: ExitCode, status: StoryboardStatus) => ({
    exitCode,
    status,
    explanation: comeBack(status.id),
  });
  try {
    for (;;) {
      const status = await storyboard.status();
      tell(status);
      if (status.phase === 'review' || status.phase === 'capped') return stopped(exitCodes.personMustDecide, status);
      const pause = sleep(watchIntervalMs, 'paused' as const, { signal: interrupted }).catch(
        () => 'interrupted' as const,
      );
      const next = await Promise.race([over, pause]);
      if (next === 'interrupted') return stopped(exitCodes.interrupted, status);
      if (next === 'over') {
        tell(await storyboard.status());
        return await ended;
      }
    }
  } finally {
    watching.abort();
  }
}

const comeBack = (id: string) => `It goes on. Come back to it: reelwork storyboard status ${id}`;
