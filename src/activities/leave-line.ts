import { log } from '@temporalio/activity';
import type { GateView } from '../ledger/gates.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import type { TurnOrder } from './await-turn.js';
import type { ActivityDependencies } from './dependencies.js';
import { ownTicket, type Waiter } from './take-place.js';

/** Takes a submission out of the line as it was seen. Never rejects: what is left there counts no more after a while. */
export async function leaveLine(
  dependencies: Pick<ActivityDependencies, 'gates' | 'bucket' | 'prefix'>,
  waiter: Waiter,
  { tickets }: GateView,
): Promise<void> {
  const { gates } = dependencies;
  const { gate } = waiter;
  const own = ownTicket(dependencies, waiter);
  try {
    for (const ticket of tickets) if (ticket.name === own.name) await gates.leave(gate, ticket);
  } catch (error) {
    log.warn('a ticket is left in the line for a while', { ...gate, error });
  }
}

/** Takes a run out of the line that was cancelled while it waited: those behind it needn't find out. */
export const createLeaveLine = (dependencies: ActivityDependencies) =>
  async function leave({ model, account, n, orderedAt, tenant }: TurnOrder): Promise<void> {
    const submitter = submitterFor(dependencies.accounts, model, account);
    if (submitter === undefined) return;
    const gate = { gateway: submitter.gateway, account, model };
    const view = await dependencies.gates.look(gate);
    await leaveLine(dependencies, { gate, n, orderedAtMs: Date.parse(orderedAt), tenant }, view);
  };
