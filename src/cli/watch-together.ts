import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from '../client/generation.js';
import type { GenerationResult } from '../domain/result.js';
import { startProgressLine } from './progress-line.js';

const watchIntervalMs = 500;

interface WatchOptions {
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

/** Shows the progress of generations side by side until all have ended. Rejects when one has failed, or on Ctrl-C. */
export async function watchTogether(
  generations: readonly Generation[],
  { say, interrupted }: WatchOptions,
): Promise<readonly GenerationResult[]> {
  const watching = new AbortController();
  const all = Promise.all(generations.map((generation) => generation.outcome({ signal: watching.signal })));
  all.catch(() => {});
  const line = startProgressLine(say);
  try {
    for (;;) {
      line.show(await Promise.all(generations.map((generation) => generation.status())));
      const pause = sleep(watchIntervalMs, 'paused' as const, { signal: interrupted }).catch(() => 'paused' as const);
      const next = await Promise.race([all, pause]);
      if (next !== 'paused') return next;
      interrupted.throwIfAborted();
    }
  } finally {
    line.stop();
    watching.abort();
  }
}
