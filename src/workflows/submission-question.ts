import type { AcceptedSubmission, ClosedSubmission, Closure, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor } from '../domain/time-limits.js';
import { refusal, type Question } from './decisions.js';
import type { Run } from './run.js';
import { adoptByPerson } from './take-hint.js';

/** How a submission of unknown outcome is decided about. */
export type Decided = AcceptedSubmission | ClosedSubmission;

export interface SubmissionQuestion extends Question {
  /** What a person has decided. The ledger has it. */
  readonly decided: () => Decided | undefined;
}

export interface SubmissionQuestionOptions {
  readonly unknown: UnknownSubmission;
  readonly isQuarantined: () => boolean;
}

/** Asks a person what is to become of a submission of unknown outcome. */
export function askAbout(run: Run, { unknown, isQuarantined }: SubmissionQuestionOptions): SubmissionQuestion {
  let decided: Decided | undefined;
  return {
    decided: () => decided,
    objection({ action }) {
      if (decided !== undefined) return 'this has just been decided';
      if (isQuarantined() || action === 'adopt') return undefined;
      const until = new Date(Date.parse(unknown.since) + overdueFactor * unknown.typicalSeconds * 1000).toISOString();
      return `it is still being looked for, until ${until}; before that, only a task can be adopted`;
    },
    async decide(resolution) {
      if (resolution.action === 'adopt') {
        decided = await adoptByPerson(run, unknown, resolution);
        return `${resolution.taskId} is adopted; the generation goes on with it`;
      }
      const wanted = closureFor(resolution.action, unknown);
      decided = await close(run, unknown, wanted);
      if (decided.state === 'accepted') {
        throw refusal(`its task has just become known: ${decided.task.taskId}; the generation goes on with it`);
      }
      // Another run of the generation, or what its caller has decided beforehand, may have come first.
      const { as } = decided.closure;
      if (as !== wanted.as) throw refusal(`it is decided already: ${as}`);
      return as === 'superseded' ? 'it is ordered once more' : 'it is given up';
    },
  };
}

/** Writes an end into the ledger. Answers with the one that stands, or with the task that has come in time. */
export const close = ({ activities }: Run, unknown: UnknownSubmission, closure: Closure): Promise<Decided> =>
  activities.closeSubmission({ unknown, closure });

/** The end of a submission that nobody knows the outcome of, by what was decided. */
export function closureFor(
  decision: 'resubmit' | 'abandon' | 'fail' | 'cancel',
  { reason, cost }: UnknownSubmission,
): Closure {
  const nobodyKnows = `${reason}, and nobody knows whether it was accepted`;
  switch (decision) {
    case 'resubmit':
      return { as: 'superseded', cost };
    case 'abandon':
      return { as: 'given-up', code: 'ABANDONED', message: `a person gave it up; ${nobodyKnows}` };
    case 'cancel':
      return { as: 'given-up', code: 'ABANDONED', message: `cancelled; ${nobodyKnows}` };
    case 'fail': {
      const message = `${reason}; nobody knows whether it was accepted, and whenUnknown says to fail then`;
      return { as: 'given-up', code: 'SUBMISSION_UNKNOWN', message };
    }
  }
}
