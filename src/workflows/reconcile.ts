import { condition, sleep } from '@temporalio/workflow';
import type {
  AcceptedSubmission,
  Candidate,
  ClosedSubmission,
  Closure,
  UnknownSubmission,
} from '../domain/submission.js';
import { overdueFactor } from '../domain/time-limits.js';
import { decideBeforehand } from '../domain/when-unknown.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import type { Question } from './decisions.js';
import { interruptible } from './interruptible.js';
import { leaveToLateRun } from './leave-to-late-run.js';
import { quarantineNote } from './quarantine-note.js';
import type { Run } from './run.js';
import { adoptNamed, takeHint } from './take-hint.js';

/** What an unknown submission turned out to be: taken, proven never to have been sent, or closed by a decision. */
export type Reconciled = AcceptedSubmission | ClosedSubmission | { readonly state: 'none' };

type Decision = AcceptedSubmission | { readonly state: 'resubmit' | 'fail' | 'abandon' | 'cancel' };

/**
 * Finds out what became of a submission whose outcome is unknown, and never sends it again. The ledger, the gateway's
 * callback and its task list are watched together. After three typical times the run is quarantined, and a person, or
 * what the caller has decided beforehand, decides; a late word still resolves it by itself.
 */
export async function reconcile(run: Run, unknown: UnknownSubmission): Promise<Reconciled> {
  const { activities, callbacks, progress, model, id, policy, earlier } = run;
  const { reason, since, typicalSeconds, cost } = unknown;
  let quarantinedAt: number | undefined;
  let candidates: readonly Candidate[] = [];
  let decision: Decision | undefined;

  const question: Question = {
    objection({ action }) {
      if (decision !== undefined) return 'it has been decided a moment ago';
      if (quarantinedAt !== undefined || action === 'adopt') return undefined;
      const until = new Date(Date.parse(since) + overdueFactor * typicalSeconds * 1000).toISOString();
      return `it is still being looked for, until ${until}; before that, only a task can be adopted`;
    },
    async decide(resolution) {
      if (resolution.action === 'adopt') {
        decision = await adoptNamed(run, unknown, resolution.taskId);
        return `${resolution.taskId} is adopted; the generation goes on with it`;
      }
      decision = { state: resolution.action };
      return resolution.action === 'resubmit' ? 'it is ordered once more' : 'it is given up';
    },
  };

  const beforehand = () =>
    decideBeforehand(policy.whenUnknown, {
      quarantinedSeconds: (Date.now() - (quarantinedAt ?? Date.now())) / 1000,
      cost,
      earlier,
    });

  function showQuarantine(): void {
    const asked = beforehand();
    const remark = asked.decision === 'ask' ? asked.because : undefined;
    const note = quarantineNote({ id, model, unknown, candidates, remark, whenUnknown: policy.whenUnknown });
    progress.enter('quarantined', { note, atStake: cost });
  }

  /** What ends a look before it has found anything. */
  function interruption(): Promise<unknown> {
    const decided = condition(() => decision !== undefined);
    if (quarantinedAt === undefined) return Promise.race([callbacks.turn(), decided]);
    const asked = beforehand();
    const wait = asked.decision === 'ask' ? asked.secondsLeft : 0;
    const timers = wait === undefined ? [] : [sleep(Math.max(1, wait * 1000), { summary: 'a person is asked' })];
    return Promise.race([callbacks.turn(), decided, run.untilCancelRequested(), ...timers]);
  }

  progress.enter('unknown', {
    note: `${reason}. It may have been accepted, so it is not sent again.`,
    atStake: cost,
  });
  return run.decisions.asking(question, async () => {
    for (;;) {
      const untilQuarantine = quarantinedAt === undefined;
      const known = candidates.map(({ taskId }) => taskId);
      const found = await interruptible(
        () => activities.findSubmission({ model, unknown, untilQuarantine, candidates: known }),
        interruption,
      );
      if (found?.state === 'accepted' || found?.state === 'closed' || found?.state === 'none') return found;
      if (found?.state === 'unresolved') {
        ({ candidates } = found);
        quarantinedAt ??= Date.now();
        showQuarantine();
      }
      const hinted = await takeHint(run, unknown);
      if (hinted !== undefined) return hinted;
      await run.decisions.settled();
      if (decision !== undefined) return carryOut(run, unknown, decision);
      if (quarantinedAt === undefined) continue;
      if (run.cancelRequested()) return carryOut(run, unknown, { state: 'cancel' });
      const asked = beforehand();
      if (asked.decision !== 'ask') return carryOut(run, unknown, { state: asked.decision });
      if (asked.because !== undefined) showQuarantine();
    }
  });
}

async function carryOut(run: Run, unknown: UnknownSubmission, decision: Decision): Promise<Reconciled> {
  const { reason, cost } = unknown;
  const close = (closure: Closure) => run.activities.closeSubmission({ unknown, closure });
  switch (decision.state) {
    case 'accepted':
      return decision;
    case 'resubmit':
      return close({ as: 'superseded', cost });
    case 'fail':
      return close({
        as: 'given-up',
        code: 'SUBMISSION_UNKNOWN',
        message: `${reason}; nobody knows whether it was accepted, and whenUnknown says to fail then`,
      });
    case 'abandon':
      return close({
        as: 'given-up',
        code: 'ABANDONED',
        message: `a person gave it up; ${reason}, and nobody knows whether it was accepted`,
      });
    case 'cancel': {
      const message = `cancelled; ${reason}, and nobody knows whether it was accepted`;
      const closed = await close({ as: 'given-up', code: 'ABANDONED', message });
      if (closed.state === 'accepted') return closed;
      await leaveToLateRun(run, unknown);
      throw new CancelledAtRest({ came: 'in-doubt', billed: 'unknown', explanation: reason, cost });
    }
  }
}
