import ora from 'ora';
import type { GenerationStatus } from '../client/generation-status.js';

export interface ProgressLine {
  show(statuses: readonly GenerationStatus[]): void;
  stop(): void;
}

/** A live line for each generation on a terminal; where there is none, a plain line whenever a state changes. */
export function startProgressLine(say: (line: string) => void): ProgressLine {
  // A terminal that says it has no columns can't have a line drawn over.
  if (!process.stderr.isTTY || process.stderr.columns === 0) return startPlainLines(say);
  const spinner = ora({ stream: process.stderr, discardStdin: false }).start();
  return {
    show(statuses) {
      spinner.text = statuses.map((status) => describeProgress(status)).join('\n  ');
    },
    stop: () => void spinner.stop(),
  };
}

function startPlainLines(say: (line: string) => void): ProgressLine {
  const lastStates = new Map<string, string>();
  return {
    show(statuses) {
      for (const status of statuses) {
        if (lastStates.get(status.id) === status.state) continue;
        lastStates.set(status.id, status.state);
        say(describeProgress(status));
      }
    },
    stop() {},
  };
}

/** State, percent, time elapsed and expected, and what is in the way if anything is. */
export function describeProgress(status: GenerationStatus, now = Date.now()): string {
  const { id, state, ahead, progressPercent, startedAt, acceptedAt, expectedSeconds, lastFailure } = status;
  // What is expected counts from the acceptance: a hold before it says nothing about the gateway's time.
  const elapsed = clock((now - Date.parse(acceptedAt ?? startedAt)) / 1000);
  const parts = [
    `${id}: ${state}`,
    ahead === undefined ? undefined : `waiting for a place, ${ahead} ahead`,
    progressPercent === undefined ? undefined : `${progressPercent} %`,
    expectedSeconds === undefined ? elapsed : `${elapsed} of about ${clock(expectedSeconds)}`,
    lastFailure && `attempt ${lastFailure.attempt} failed: ${lastFailure.message}`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
