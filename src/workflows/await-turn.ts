import { CancellationScope } from '@temporalio/workflow';
import type { Turn, WaitingSubmission } from '../domain/submission.js';
import type { Run } from './run.js';

/**
 * Rests until a submission may be sent: costs no history, however long. Answers with what it holds then. Rejects when the
 * run is cancelled meanwhile: nothing was sent.
 */
export async function awaitTurn(run: Run, n: number, { account, message }: WaitingSubmission): Promise<Turn> {
  const { activities, model, progress, requestedAt, policy } = run;
  const order = { model, account, n, orderedAt: requestedAt, tenant: policy.tenant };
  progress.enter('submitting', {
    note: `${message}. Nothing was billed for this order; it is sent when its turn comes.`,
  });
  try {
    const turn = await activities.awaitTurn(order);
    progress.enter('submitting');
    return turn;
  } catch (error) {
    if (run.cancelRequested()) {
      await CancellationScope.nonCancellable(() => activities.leaveLine(order)).catch(() => {});
    }
    throw error;
  }
}
