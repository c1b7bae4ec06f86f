import { CancelledFailure, condition, workflowInfo } from '@temporalio/workflow';
import type { Outranked } from '../activities/keep-claim.js';
import { inWords } from '../domain/money.js';
import type { AcceptedSubmission, Closure } from '../domain/submission.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import { refusal, type Question } from './decisions.js';
import { permanentFailure } from './failure.js';
import { asUnknown, leaveToLateRun } from './leave-to-late-run.js';
import { waysOut } from './quarantine-note.js';
import type { Run } from './run.js';

/** How a rest ends: with another look for the video, with another order in its place, or with another task. */
export type Rested =
  | { readonly state: 'look' }
  | { readonly state: 'superseded' }
  | { readonly state: 'outranked'; readonly how: Outranked };

/** A paid video that can't be had now waits for a person, or for the gateway to call again: `look` means to try again. */
export async function rest(run: Run, submission: AcceptedSubmission, note: string): Promise<Rested> {
  const { task, cost, acceptedAt, n } = submission;
  const { taskId } = task;
  const receipt = { n, task, acceptedAt, cost };
  const before = asUnknown(submission, note);
  let decided: Rested | { readonly state: 'given-up'; readonly message: string } | undefined;

  const question: Question = {
    objection(resolution) {
      if (decided !== undefined) return 'this has just been decided';
      if (resolution.action === 'resubmit' && run.isLate) return 'another submission has taken its place already';
      if (resolution.action !== 'adopt' || resolution.taskId === taskId) return undefined;
      return `the order's task is ${taskId}, not ${resolution.taskId}; adopt ${taskId} to look for its video once more`;
    },
    async decide({ action }) {
      if (action === 'adopt') {
        decided = { state: 'look' };
        return `the video of ${taskId} is looked for once more`;
      }
      const message = `a person gave it up: ${note}`;
      if (run.isLate) {
        // What became of the order is decided; this is the end of looking after it only.
        decided = { state: 'given-up', message };
        return 'it is given up: nobody looks for its video any more';
      }
      const wanted: Closure =
        action === 'resubmit' ? { as: 'superseded', cost } : { as: 'given-up', code: 'ABANDONED', message };
      const closed = await run.activities.closeSubmission({ unknown: before, closure: wanted, taskId });
      if (closed.state === 'accepted') {
        decided = { state: 'outranked', how: 'not-ours' };
        throw refusal(`its task is ${closed.task.taskId} after all; the generation goes on with it`);
      }
      // An end that another run of this generation has written stands.
      const { as } = closed.closure;
      decided = as === 'superseded' ? { state: as } : { state: 'given-up', message };
      if (as !== wanted.as) throw refusal(`it is decided already: ${as}`);
      return action === 'resubmit' ? 'it is ordered once more' : 'it is given up';
    },
  };

  run.progress.enter('quarantined', {
    atStake: cost,
    note: [
      `${note} It was accepted at ${acceptedAt}, and is paid for: ${inWords(cost)}. A person must decide, unless the ` +
        'gateway calls: then it is looked for once more.',
      waysOut(workflowInfo().workflowId, {
        taskId,
        adopting: 'look for its video once more',
        allowed: run.isLate ? ['adopt', 'abandon'] : undefined,
      }),
    ].join('\n\n'),
  });
  return run.decisions.asking(question, async () => {
    await Promise.race([run.callbacks.turn(), run.untilCancelRequested(), condition(() => decided !== undefined)]);
    await run.decisions.settled();
    if (decided === undefined && run.cancelRequested()) {
      if (run.isLate) throw new CancelledFailure(note);
      await leaveToLateRun(run, before);
      run.books.noteEnd({ ...receipt, outcome: 'given-up' });
      throw new CancelledAtRest({ came: 'too-late', explanation: note, taskId });
    }
    switch (decided?.state) {
      case undefined:
      case 'look':
        run.progress.enter('generating');
        return { state: 'look' };
      case 'outranked':
        return decided;
      case 'superseded':
        await leaveToLateRun(run, before);
        run.books.noteEnd({ ...receipt, outcome: 'superseded' });
        return decided;
      case 'given-up':
        await leaveToLateRun(run, before);
        run.books.noteEnd({ ...receipt, outcome: 'given-up' });
        throw permanentFailure({
          code: 'ABANDONED',
          message: decided.message,
          billed: 'yes',
          gateway: task.gateway,
          taskId,
        });
    }
  });
}
