import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from '../client/generation.js';
import type { GenerationStatus } from '../client/generation-status.js';
import type { GenerationResult } from '../domain/result.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { startProgressLine } from './progress-line.js';

/** How often the state is read for a person who watches, in milliseconds. */
const watchIntervalMs = 1_000;
/** A worker that has not answered for this long is missed, in milliseconds. */
const workerMissedMs = 10_000;
/** A service that could not be reached in so many attempts is reported instead of waited for. */
const attemptsBeforeReport = 4;

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
  const ended = generation.result().then((result) => ({ result }));
  ended.catch(() => {});
  let workerSeenAt = Date.now();
  try {
    for (;;) {
      const status = await generation.status();
      line.show([status]);
      if (status.workerAnswered) workerSeenAt = Date.now();
      const stop = reasonToStop(status, { workerMissed: Date.now() - workerSeenAt > workerMissedMs });
      if (stop !== undefined) return { ...stop, status: { ...status, error: stop.error } };
      const next = await Promise.race([ended, pause(interrupted)]);
      if (next === 'interrupted') return interruption(status);
      if (next !== 'paused') return next;
    }
  } finally {
    line.stop();
  }
}

async function pause(interrupted: AbortSignal): Promise<'paused' | 'interrupted'> {
  try {
    await sleep(watchIntervalMs, undefined, { signal: interrupted });
    return 'paused';
  } catch {
    return 'interrupted';
  }
}

const comeBack = (id: string) => `The generation goes on. Come back to it: reelwork status ${id}`;

const interruption = (status: GenerationStatus) => ({
  exitCode: exitCodes.interrupted,
  status,
  explanation: comeBack(status.id),
});

interface Stop {
  readonly exitCode: ExitCode;
  readonly explanation: string;
  readonly error: { readonly code: string; readonly message: string; readonly billed: 'no' | 'unknown' };
}

function reasonToStop(status: GenerationStatus, { workerMissed }: { workerMissed: boolean }): Stop | undefined {
  const { id, state, note = '', lastFailure } = status;
  const stop = (exitCode: ExitCode, code: string, message: string): Stop => ({
    exitCode,
    explanation: `${message}\n${comeBack(id)}`,
    error: { code, message, billed: code === 'QUARANTINED' ? 'unknown' : 'no' },
  });
  if (state === 'held') return stop(exitCodes.personMustDecide, 'HELD', note);
  if (state === 'quarantined') return stop(exitCodes.personMustDecide, 'QUARANTINED', note);
  if (workerMissed) return stop(exitCodes.outOfReach, 'NO_WORKER', 'No worker answers. Start one: reelwork worker');
  if (state === 'submitting' && lastFailure !== undefined && lastFailure.attempt > attemptsBeforeReport) {
    if (lastFailure.type === 'ProviderError.rate-limit') return undefined;
    return stop(
      exitCodes.outOfReach,
      lastFailure.type,
      `Attempt ${lastFailure.attempt} to order failed: ${lastFailure.message}`,
    );
  }
  return undefined;
}
