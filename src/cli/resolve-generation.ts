import { WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import type { Generation, Resolution } from '../client/generation.js';
import { ResolutionRefused } from '../client/resolution-refused.js';
import { hasEnded, type GenerationState } from '../domain/generation-state.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { ServiceOutOfReach } from './service-out-of-reach.js';

/** How long a decision may take, in milliseconds: adopting a task asks the gateway, for up to a minute. */
const decisionTimeoutMs = 90_000;

/** What became of a decision, as `--json` prints it. */
export type ResolutionOutcome =
  | {
      readonly id: string;
      readonly outcome: 'resolved';
      readonly action: Resolution['action'];
      readonly message: string;
    }
  | {
      readonly id: string;
      readonly outcome: 'refused';
      readonly action: Resolution['action'];
      readonly state: GenerationState;
      readonly error: { readonly code: 'RESOLUTION_REFUSED'; readonly message: string };
    };

/** Carries a decision out, or says why it was refused. Throws `ServiceOutOfReach` when no worker answers. */
export async function resolveGeneration(
  generation: Generation,
  resolution: Resolution,
  interrupted: AbortSignal,
): Promise<ResolutionOutcome> {
  const { id } = generation;
  const { action } = resolution;
  const refused = (state: GenerationState, message: string): ResolutionOutcome => ({
    id,
    outcome: 'refused',
    action,
    state,
    error: { code: 'RESOLUTION_REFUSED', message },
  });

  const { state, workerAnswered } = await generation.status();
  if (hasEnded(state)) return refused(state, `${id}: it is ${state} already, there is nothing to decide`);
  if (!workerAnswered) throw noWorker(`No worker answers for '${id}'. Nothing was decided. Start one: reelwork worker`);
  const timeout = AbortSignal.timeout(decisionTimeoutMs);
  try {
    const message = await generation.resolve(resolution, { signal: AbortSignal.any([interrupted, timeout]) });
    return { id, outcome: 'resolved', action, message };
  } catch (error) {
    if (error instanceof ResolutionRefused) return refused((await generation.status()).state, error.message);
    interrupted.throwIfAborted();
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    throw noWorker(`The decision about '${id}' was sent, and nobody has answered. Look first: reelwork status ${id}`);
  }
}

/** How a command ends that was to decide: with 4 as long as a person must still do so. */
export function exitCodeOfResolution(resolution: ResolutionOutcome): ExitCode {
  if (resolution.outcome === 'resolved') return exitCodes.done;
  const stillWaits = ['unknown', 'quarantined', 'held'].includes(resolution.state);
  return stillWaits ? exitCodes.personMustDecide : exitCodes.wrongUsage;
}

const noWorker = (message: string) => new ServiceOutOfReach('NO_WORKER', message);
