import { log } from '@temporalio/activity';
import type { ActivityDependencies } from './dependencies.js';
import type { TurnOrder } from './await-turn.js';
import { ownTicket, type Waiter } from './take-place.js';
import { submitterFor } from '../providers/gateway-accounts.js';

/** Takes a submission out of the line. Never rejects: what is left there counts no more after a while. */
export async function leaveLine(
  dependencies: Pick<ActivityDependencies, 'gates' | 'bucket' | 'prefix'>,
  waiter: Waiter,
): Promise<void> {
  const { gates } = dependencies;
  const { gate } = waiter;
  const own = ownTicket(dependencies, waiter);
  try {
    const { tickets } = await gates.look(gate);
    for (const ticket of tickets) if (ticket.name === own.name) await gates.leave(gate, ticket);
  } catch (error) {
    log.warn('a ticket is left in the line for a while', { ...gate, error });
  }
}

/** The same for a run that was cancelled while it waited: those behind it needn't find out. */
export const createLeaveLine = (dependencies: ActivityDependencies) =>
  async function leave({ model, account, n, orderedAt }: TurnOrder): Promise<void> {
    const submitter = submitterFor(dependencies.accounts, model, account);
    if (submitter === undefined) return;
    const gate = { gateway: submitter.gateway, account, model };
    await leaveLine(dependencies, { gate, n, orderedAtMs: Date.parse(orderedAt) });
  };
