import type { HoldScope } from '../domain/hold.js';
import { withTemporalClient } from './temporal.js';

/**
 * How many generations wait under a hold, as Temporal's index knows; it may lag by seconds. `undefined` where Temporal
 * can't be asked, or doesn't index their state: a hold is lifted without it.
 */
export async function countHeldGenerations(scope: HoldScope): Promise<number | undefined> {
  const ofScope = scope.kind === 'model' ? `ReelworkModel = '${scope.model}'` : `ReelworkGateway = '${scope.gateway}'`;
  const query = `WorkflowType = 'generateVideo' AND ExecutionStatus = 'Running' AND ReelworkState = 'held' AND ${ofScope}`;
  try {
    return await withTemporalClient(async (client) => (await client.workflow.count(query)).count);
  } catch {
    return undefined;
  }
}
