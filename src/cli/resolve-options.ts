import type { Resolution } from '../client/generation.js';
import { UsageError } from './usage-error.js';

/** The options by which a decision is written on the command line. */
export interface ResolveOptions {
  readonly adopt?: string;
  readonly anyTime?: boolean;
  readonly resubmit?: boolean;
  readonly abandon?: boolean;
  readonly where?: string;
  readonly yes?: boolean;
}

/** One generation by its id, or all that a query finds. */
export type ToResolve =
  | { readonly id: string; readonly resolution: Resolution }
  | { readonly where: string; readonly resolution: Exclude<Resolution, { action: 'adopt' }> };

/** What is to be decided about which generations. Throws a `UsageError` that says what is allowed. */
export function toResolve(id: string | undefined, options: ResolveOptions): ToResolve {
  const { adopt, anyTime = false, resubmit = false, abandon = false, where } = options;
  const resolutions: Resolution[] = [];
  if (adopt !== undefined) resolutions.push({ action: 'adopt', taskId: adopt, ...(anyTime && { anyTime }) });
  if (resubmit) resolutions.push({ action: 'resubmit' });
  if (abandon) resolutions.push({ action: 'abandon' });
  const [resolution, ...others] = resolutions;
  if (resolution === undefined || others.length > 0) {
    throw wrongUsage('exactly one of --adopt <task>, --resubmit and --abandon says what to decide');
  }
  if (anyTime && adopt === undefined) throw wrongUsage('--any-time says something about --adopt <task>');
  if (adopt === '') throw wrongUsage("--adopt needs the id of the gateway's task");
  if ((id === undefined) === (where === undefined)) {
    throw wrongUsage('either an id, or --where <query> for many, says about what to decide');
  }
  if (id !== undefined) return { id, resolution };
  // An empty query would find every generation: more likely, a script's variable is not set.
  if (where === undefined || where.trim() === '') throw wrongUsage('--where needs a Temporal visibility query');
  if (resolution.action === 'adopt') {
    throw wrongUsage('--adopt takes one task for one generation: give its id instead of --where');
  }
  return { where, resolution };
}

const wrongUsage = (message: string) => new UsageError('WRONG_USAGE', message);
