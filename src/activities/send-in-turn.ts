import { describeWait, type Gate } from '../domain/gate.js';
import { describeOutage } from '../domain/outage.js';
import type { GenerationPolicy } from '../domain/policy.js';
import type { SubmitVerdict, Turn } from '../domain/submission.js';
import { runningLimit } from '../providers/account-limits.js';
import { createAdmission } from './admission.js';
import { factsOf, typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { enter, giveBack } from './enter.js';
import { heldBy } from './hold-account.js';
import { reserveOrder } from './reserve-order.js';
import { sendOnce, type Submission } from './send-once.js';

/**
 * Sends a submission unless a hold stands, the gateway is away, as many tasks run already as the account may have, or a
 * budget has no room for it. What was sent before is not its business: that goes on.
 */
export async function sendInTurn(
  dependencies: ActivityDependencies,
  submission: Omit<Submission, 'admission'> & { readonly policy: GenerationPolicy },
  turn: Turn | undefined,
): Promise<SubmitVerdict> {
  const { record, request, submitter, n } = submission;
  const { gateway, account, model } = record;
  const { adapter } = submitter;
  const gate: Gate = { gateway, account, model };
  const hold = await dependencies.holds.standing(gate);
  if (hold !== undefined) {
    await giveBack(dependencies, gate, turn?.place);
    return heldBy(hold);
  }
  const limit = runningLimit(submitter, factsOf(dependencies, request.model));
  const typicalSeconds = typicalSecondsOf(dependencies, request.model);
  const waiter = { gate, n, orderedAtMs: Date.now(), tenant: submission.policy.tenant };
  const entry = await enter(dependencies, { ...waiter, limit, turn, typicalSeconds });
  switch (entry.state) {
    case 'stopped':
      return { state: 'waiting', reason: 'outage', message: describeOutage(gate, entry.outage), account };
    case 'in-line':
      return { state: 'waiting', reason: 'places', message: describeWait(gate, limit ?? 1), account };
    case 'admitted': {
      const { place, seen } = entry;
      const reserved = await reserveOrder(dependencies, submission).catch(async (error: unknown) => {
        await giveBack(dependencies, gate, place);
        throw error;
      });
      if (reserved.state === 'held') {
        await giveBack(dependencies, gate, place);
        return reserved;
      }
      const isLasting = place !== undefined && place.nonce === turn?.place?.nonce;
      const admission = createAdmission(dependencies, { gate, place, isLasting, seen, adapter, typicalSeconds });
      const { budgets } = reserved;
      return sendOnce(dependencies, { ...submission, record: { ...record, place: place?.number, budgets }, admission });
    }
  }
}
