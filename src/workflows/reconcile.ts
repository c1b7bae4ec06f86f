import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import { interruptible } from './interruptible.js';
import type { Run } from './run.js';

/** What an unknown submission turned out to be: taken by the gateway, or proven never to have been. */
export type Reconciled = AcceptedSubmission | { readonly state: 'none' };

/**
 * Finds out what became of a submission whose outcome is unknown, and never sends it again. The ledger and the
 * gateway's callback are watched together; after the quarantine begins, a late word still resolves it by itself.
 */
export async function reconcile(run: Run, unknown: UnknownSubmission): Promise<Reconciled> {
  const { activities, callbacks, progress } = run;
  const { n, reason } = unknown;
  progress.enter('unknown', { note: `${reason}. It may have been accepted, so it is not sent again.` });
  let untilQuarantine = true;

  for (;;) {
    const found = await interruptible(
      () => activities.findSubmission({ unknown, untilQuarantine }),
      () => Promise.race([callbacks.turn(), leaveQuarantine(run, untilQuarantine)]),
    );
    if (found?.state === 'accepted' || found?.state === 'none') return found;
    if (found?.state === 'unresolved') {
      untilQuarantine = false;
      progress.enter('quarantined', {
        note: `${reason}. Nothing has proven since whether it was accepted; its price counts as spent. A person must decide.`,
      });
    }
    if (!untilQuarantine && run.cancelRequested())
      throw new CancelledAtRest({ billed: 'unknown', explanation: reason });

    const taskId = callbacks.takeTaskId(n);
    if (taskId === undefined) continue;
    try {
      const adoption = await activities.adoptTask({ unknown, request: run.request, taskId });
      if (adoption.state === 'accepted') return adoption;
    } catch {
      // The gateway can't be asked now. The ledger is watched meanwhile, and the hint has its turn again.
      callbacks.keepTaskId(n, taskId);
    }
  }
}

/** A quarantined run may be cancelled; one that is still being looked for may not. */
const leaveQuarantine = (run: Run, untilQuarantine: boolean): Promise<void> =>
  untilQuarantine ? new Promise(() => {}) : run.untilCancelRequested();
