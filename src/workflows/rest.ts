import { condition } from '@temporalio/workflow';
import { supersededRunId } from '../domain/ids.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import type { Question } from './decisions.js';
import { failWith } from './fail-with.js';
import type { Resolution } from './messages.js';
import { inWords, waysOut } from './quarantine-note.js';
import type { Run } from './run.js';
import { closeUnknown } from './supersede.js';

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
      waysOut(run.isLate ? supersededRunId(run.id, n) : run.id, { taskId, adopting: 'look for its video once more' }),
    ].join('\n\n'),
  });
  return run.decisions.asking(question, async () => {
    await Promise.race([run.callbacks.turn(), run.untilCancelRequested(), condition(() => decided !== undefined)]);
    if (decided === undefined && run.cancelRequested()) {
      throw new CancelledAtRest({ came: 'too-late', billed: 'yes', explanation: note, taskId, cost });
    }
    switch (decided) {
      case 'resubmit':
        await closeUnknown(run, asUnknown(submission, note), { as: 'superseded', cost }, taskId);
        run.earlier.push({ n, outcome: 'superseded', task, acceptedAt, cost });
        return 'superseded';
      case 'abandon': {
        const message = `a person gave it up: ${note}`;
        await closeUnknown(run, asUnknown(submission, note), { as: 'given-up', code: 'ABANDONED', message }, taskId);
        throw failWith({ code: 'ABANDONED', message, billed: 'yes', gateway: task.gateway, taskId });
      }
      case 'adopt':
      case undefined:
        return 'look';
    }
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
