import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from '../client/generation.js';
import { GenerationError } from '../client/generation-error.js';
import type { GenerationStatus } from '../client/generation-status.js';
import type { GenerationResult } from '../domain/result.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { startProgressLine } from './progress-line.js';
import { comeBack, reasonToStop, temporalLost, type Stop } from './reason-to-stop.js';

/** How often the state is read for a person who watches, in milliseconds. */
const watchIntervalMs = 1_000;
/** A worker that has not answered for this long is missed, in milliseconds. */
const workerMissedMs = 10_000;

export interface WatchOptions {
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

/** The end, or why watching stopped before it. The generation itself goes on in that case. */
export type WatchEnd =
  | { readonly result: GenerationResult }
  | {
      readonly exitCode: ExitCode;
      readonly status: GenerationStatus & { readonly error?: object };
      readonly explanation: string;
    };

/** Shows a generation's progress until it ends, needs a person, or can't go on by itself. */
export async function watchGeneration(generation: Generation, { say, interrupted }: WatchOptions): Promise<WatchEnd> {
  const line = startProgressLine(say);
  const watching = new AbortController();
  const ended = generation.outcome({ signal: watching.signal }).then((result) => ({ result }));
  ended.catch(() => {});
  let workerSeenAt = Date.now();
  let status: GenerationStatus | undefined;
  try {
    for (;;) {
      status = await generation.status();
      line.show([status]);
      if (status.workerAnswered) workerSeenAt = Date.now();
      const stop = reasonToStop(status, { workerMissed: Date.now() - workerSeenAt > workerMissedMs });
      if (stop !== undefined) return stopped(status, stop);
      const next = await Promise.race([ended, pause(interrupted)]);
      if (next === 'interrupted') {
        return { exitCode: exitCodes.interrupted, status, explanation: comeBack(status.id) };
      }
      if (next !== 'paused') return next;
    }
  } catch (error) {
    if (error instanceof GenerationError || status === undefined) throw error;
    return stopped(status, temporalLost(error));
  } finally {
    line.stop();
    watching.abort();
  }
}

const stopped = (status: GenerationStatus, { exitCode, error }: Stop): WatchEnd => ({
  exitCode,
  status: { ...status, error },
  explanation: `${error.message}\n${comeBack(status.id)}`,
});

async function pause(interrupted: AbortSignal): Promise<'paused' | 'interrupted'> {
  try {
    await sleep(watchIntervalMs, undefined, { signal: interrupted });
    return 'paused';
  } catch {
    return 'interrupted';
  }
}
