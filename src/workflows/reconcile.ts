import { condition, sleep } from '@temporalio/workflow';
import type { AcceptedSubmission, ClosedSubmission, UnknownSubmission } from '../domain/submission.js';
import { decideBeforehand } from '../domain/when-unknown.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import { leaveToLateRun } from './leave-to-late-run.js';
import { quarantineNote } from './quarantine-note.js';
import type { Run } from './run.js';
import { startSearch, type Shown } from './search.js';
import { askAbout, close, closureFor } from './submission-question.js';

/** What an unknown submission turned out to be: taken, proven to have come to nothing, or closed by a decision. */
export type Reconciled = AcceptedSubmission | ClosedSubmission | { readonly state: 'none' };

/**
 * Finds out what became of a submission whose outcome is unknown, and never sends it again. The ledger, the gateway's
 * callback and its task list are watched together. After three typical times the run is quarantined, and a person, or
 * what the caller has decided beforehand, decides; a late word still resolves it by itself.
 */
export async function reconcile(run: Run, unknown: UnknownSubmission): Promise<Reconciled> {
  const { callbacks, decisions, progress, model, id, policy, books } = run;
  const { reason, cost } = unknown;
  let quarantinedAt: number | undefined;
  let left: Shown = { candidates: [], rivals: 0 };
  const look = startSearch(run, unknown);
  const question = askAbout(run, { unknown, isQuarantined: () => quarantinedAt !== undefined });

  const beforehand = () =>
    decideBeforehand(policy, {
      quarantinedSeconds: (Date.now() - (quarantinedAt ?? Date.now())) / 1000,
      cost,
      earlier: books.ended,
    });

  function showQuarantine(): void {
    const asked = beforehand();
    const remark = asked.decision === 'ask' ? asked.because : undefined;
    const note = quarantineNote({ id, model, unknown, ...left, remark, whenUnknown: policy.whenUnknown });
    progress.enter('quarantined', { note, atStake: cost });
  }

  /** What ends a look before it has found anything. */
  function interruption(): Promise<unknown> {
    const decided = condition(() => question.decided() !== undefined);
    if (quarantinedAt === undefined) return Promise.race([callbacks.turn(), decided]);
    const asked = beforehand();
    const wait = asked.decision === 'ask' ? asked.secondsLeft : 0;
    const timers = wait === undefined ? [] : [sleep(Math.max(1, wait * 1000), { summary: 'a person is asked' })];
    return Promise.race([callbacks.turn(), decided, run.untilCancelRequested(), ...timers]);
  }

  progress.enter('unknown', {
    note: `${reason}. It may have been accepted, so it is not sent again.`,
    // It may have had one that turned out to be another's.
    taskId: undefined,
    acceptedAt: undefined,
    expectedSeconds: undefined,
    atStake: cost,
  });
  return decisions.asking(question, async () => {
    for (;;) {
      const found = await look({
        untilQuarantine: quarantinedAt === undefined,
        interruption,
        onShown(shown) {
          left = shown;
          quarantinedAt ??= Date.now();
          showQuarantine();
        },
      });
      // What a person has decided meanwhile stands in the ledger, and so it counts.
      await decisions.settled();
      const end = question.decided() ?? found;
      if (end !== undefined) return end;
      if (quarantinedAt === undefined) continue;
      if (run.cancelRequested()) return cancel(run, unknown);
      const asked = beforehand();
      if (asked.decision !== 'ask') return close(run, unknown, closureFor(asked.decision, unknown));
      if (asked.because !== undefined) showQuarantine();
    }
  });
}

async function cancel(run: Run, unknown: UnknownSubmission): Promise<Reconciled> {
  const closed = await close(run, unknown, closureFor('cancel', unknown));
  if (closed.state === 'accepted' || closed.closure.as !== 'given-up') return closed;
  await leaveToLateRun(run, unknown);
  const { n, reason: explanation, cost } = unknown;
  run.books.noteEnd({ n, outcome: 'given-up', cost });
  throw new CancelledAtRest({ came: 'in-doubt', explanation });
}
