import { ApplicationFailure, CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { canNameTask } from '../domain/task.js';
import { resolveSubmission, type Resolution } from './messages.js';

/** What a person is asked, as long as a generation can't go on by itself. */
export interface Question {
  /** Why this can't be decided now, in a sentence; `undefined` when it can. */
  readonly objection: (resolution: Resolution) => string | undefined;
  /** Carries a decision out, and says what happens now; throws `refusal` when it turns out to be impossible. */
  readonly decide: (resolution: Resolution) => Promise<string>;
}

/** What a run hears from people. */
export interface Decisions {
  /** Puts a question while `work` is under way. */
  asking<Result>(question: Question, work: () => Promise<Result>): Promise<Result>;
  /** Resolves when no decision is being carried out. */
  settled(): Promise<void>;
}

/** Listens for people's decisions. */
export function listenForDecisions(): Decisions {
  let asked: Question | undefined;
  let isDeciding = false;

  setHandler(
    resolveSubmission,
    async (resolution) => {
      if (asked === undefined) throw refusal('there is nothing to decide any more');
      isDeciding = true;
      try {
        const { decide } = asked;
        // Handlers run in the root scope: a cancellation of the run must not reach what a person decides about it.
        return await CancellationScope.nonCancellable(() => decide(resolution));
      } finally {
        isDeciding = false;
      }
    },
    {
      description: 'Decides about a quarantined generation: adopt a task, resubmit, or abandon',
      validator(resolution) {
        const objection =
          wrongShape(resolution) ??
          (asked === undefined
            ? 'there is nothing to decide: the order is not in doubt (a held one goes on once it is released)'
            : undefined) ??
          (isDeciding ? 'another decision is just being carried out' : undefined) ??
          asked?.objection(resolution);
        if (objection !== undefined) throw refusal(objection);
      },
    },
  );

  return {
    async asking(question, work) {
      asked = question;
      try {
        return await work();
      } finally {
        asked = undefined;
      }
    },
    settled: () => condition(() => !isDeciding),
  };
}

/** What the person who decided is told. */
export const refusal = (message: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, 'RESOLUTION_REFUSED');

const shapes =
  '{"action":"adopt","taskId":"…"} (with "anyTime":true whenever it was created), {"action":"resubmit"} or {"action":"abandon"}';

type Adopting = Extract<Resolution, { action: 'adopt' }>;

/** Anybody can send an update, with anything in it. */
function wrongShape(resolution: Partial<Record<keyof Adopting, unknown>> | null | undefined): string | undefined {
  const { action, taskId, anyTime = false } = resolution ?? {};
  if (action === 'resubmit' || action === 'abandon') return undefined;
  const isRight = action === 'adopt' && canNameTask(taskId) && typeof anyTime === 'boolean';
  return isRight ? undefined : `not a decision; allowed: ${shapes}`;
}
