import { CancelledFailure, condition, workflowInfo } from '@temporalio/workflow';
import type { AcceptedSubmission, Closure, UnknownSubmission } from '../domain/submission.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import type { Question } from './decisions.js';
import { failWith } from './fail-with.js';
import { leaveToLateRun } from './leave-to-late-run.js';
import type { Resolution } from './messages.js';
import { inWords, waysOut } from './quarantine-note.js';
import type { Run } from './run.js';

/** A paid video that can't be had now waits for a person, or for the gateway to call again: `look` means to try again. */
export async function rest(run: Run, submission: AcceptedSubmission, note: string): Promise<'look' | 'superseded'> {
  const { task, cost, acceptedAt, n } = submission;
  const { taskId } = task;
  let decided: Resolution['action'] | undefined;

  const question: Question = {
    objection(resolution) {
      if (decided !== undefined) return 'it has been decided a moment ago';
      if (resolution.action === 'resubmit' && run.isLate) return 'another submission has taken its place already';
      if (resolution.action !== 'adopt' || resolution.taskId === taskId) return undefined;
      return `the order's task is ${taskId}, not ${resolution.taskId}; adopt ${taskId} to look for its video once more`;
    },
    async decide({ action }) {
      decided = action;
      if (action === 'adopt') return `the video of ${taskId} is looked for once more`;
      return action === 'resubmit' ? 'it is ordered once more' : 'it is given up';
    },
  };

  run.progress.enter('quarantined', {
    atStake: cost,
    note: [
      `${note} It was accepted at ${acceptedAt}, and is paid for: ${inWords(cost)}. A person must decide, unless the ` +
        'gateway calls: then it is looked for once more.',
      waysOut(workflowInfo().workflowId, { taskId, adopting: 'look for its video once more' }),
    ].join('\n\n'),
  });
  return run.decisions.asking(question, async () => {
    await Promise.race([run.callbacks.turn(), run.untilCancelRequested(), condition(() => decided !== undefined)]);
    const before = asUnknown(submission, note);
    if (decided === undefined && run.cancelRequested()) {
      if (run.isLate) throw new CancelledFailure(note);
      await leaveToLateRun(run, before);
      throw new CancelledAtRest({ came: 'too-late', billed: 'yes', explanation: note, taskId, cost });
    }
    if (decided === undefined || decided === 'adopt') {
      run.progress.enter('generating');
      return 'look';
    }
    const message = `a person gave it up: ${note}`;
    const wanted: Closure =
      decided === 'resubmit' ? { as: 'superseded', cost } : { as: 'given-up', code: 'ABANDONED', message };
    const closed = await run.activities.closeSubmission({ unknown: before, closure: wanted, taskId });
    // An end that another run of this generation has written stands.
    const { as } = closed.state === 'closed' ? closed.closure : wanted;
    await leaveToLateRun(run, before);
    if (as === 'superseded') {
      run.earlier.push({ n, outcome: 'superseded', task, acceptedAt, cost });
      return 'superseded';
    }
    throw failWith({ code: 'ABANDONED', message, billed: 'yes', gateway: task.gateway, taskId });
  });
}

/** For the run that looks after it from here on. */
const asUnknown = ({ n, acceptedAt, typicalSeconds, cost }: AcceptedSubmission, reason: string): UnknownSubmission => ({
  state: 'unknown',
  n,
  wireKey: undefined,
  since: acceptedAt,
  typicalSeconds,
  reason,
  cost,
});
