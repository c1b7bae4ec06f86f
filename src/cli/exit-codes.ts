import { DecisionRefused } from '../client/decision-refused.js';
import { GenerationError } from '../client/generation-error.js';
import { StoryboardError } from '../client/storyboard-error.js';
import { ConfigError } from '../config.js';
import type { GenerationState } from '../domain/generation-state.js';
import { RequestError } from '../domain/requests/request-error.js';
import { BucketError } from '../storage/bucket-error.js';
import { Interrupted } from './interrupted.js';
import { ServiceOutOfReach } from './service-out-of-reach.js';
import { UsageError } from './usage-error.js';

/** What a script can tell from how the program ended. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  outOfReach: 3,
  personMustDecide: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How a command that asked for a generation's state ends. */
export function exitCodeOf(state: GenerationState): ExitCode {
  if (state === 'failed') return exitCodes.failed;
  return state === 'held' || state === 'quarantined' ? exitCodes.personMustDecide : exitCodes.done;
}

/** The exit code and the machine-readable code of an error. */
export function classifyError(error: unknown): { readonly exitCode: ExitCode; readonly code: string } {
  if (error instanceof RequestError) return { exitCode: exitCodes.wrongUsage, code: 'INVALID_REQUEST' };
  if (error instanceof ConfigError) return { exitCode: exitCodes.wrongUsage, code: 'INVALID_CONFIGURATION' };
  if (error instanceof Interrupted) return { exitCode: exitCodes.interrupted, code: 'INTERRUPTED' };
  if (error instanceof UsageError) return { exitCode: exitCodes.wrongUsage, code: error.code };
  if (error instanceof GenerationError) {
    const refusedHere = error.code === 'INVALID_REQUEST' || error.code === 'INVALID_ID' || error.code === 'ID_REUSED';
    return { exitCode: refusedHere ? exitCodes.wrongUsage : exitCodes.failed, code: error.code };
  }
  if (error instanceof StoryboardError) {
    const refusedHere = error.code === 'INVALID_STORYBOARD' || error.code === 'ID_REUSED';
    return { exitCode: refusedHere ? exitCodes.wrongUsage : exitCodes.failed, code: error.code };
  }
  if (error instanceof DecisionRefused) return { exitCode: exitCodes.personMustDecide, code: 'REFUSED' };
  if (error instanceof ServiceOutOfReach) return { exitCode: exitCodes.outOfReach, code: error.code };
  if (error instanceof BucketError) return { exitCode: exitCodes.outOfReach, code: 'S3_OUT_OF_REACH' };
  return { exitCode: exitCodes.failed, code: 'UNEXPECTED' };
}
