import type { ObstructedResult } from '../activities/after-lasting-trouble.js';
import type { ExpiredResult } from '../activities/fetch-video.js';
import type { Task } from '../domain/task.js';

/** Why a paid video can't be had now. */
export type Trouble =
  /** It has succeeded, and the gateway shows no video. */
  | { readonly state: 'link-missing' }
  /** It has no end, for as long as the gateway keeps tasks. */
  | { readonly state: 'no-end' }
  | ExpiredResult
  | ObstructedResult
  /** It could not be stored, for as long as the gateway keeps it; of an incomplete one, only ever a part could be read. */
  | { readonly state: 'incomplete' | 'unreachable'; readonly reason: string };

export interface TroubleFacts {
  readonly task: Task;
  /** Until when the gateway keeps it, ISO 8601. */
  readonly keptUntil: string;
}

/** What an operator must know about a paid video that can't be had now: a code, and what has happened. */
export function troubleNote(trouble: Trouble, { task: { gateway, taskId }, keptUntil }: TroubleFacts): string {
  const name = `${gateway} ${taskId}`;
  switch (trouble.state) {
    case 'link-missing':
      return `RESULT_MISSING: ${name} has succeeded, but the gateway shows no video.`;
    case 'no-end':
      return `RESULT_UNREACHABLE: ${name} did not end for as long as the gateway keeps tasks.`;
    case 'expired':
      return (
        `RESULT_EXPIRED: ${name} has succeeded, but its link is dead (${trouble.answer}). ` +
        `${trouble.attempts} attempts have each asked the gateway for a fresh link, twice.` +
        (trouble.cutOffCopy === undefined ? '' : ` A copy of a file that was cut off lies at ${trouble.cutOffCopy}.`)
      );
    case 'obstructed':
      return (
        `RESULT_UNREACHABLE: ${name} has succeeded, but could not be stored: ${trouble.reason}. ` +
        `${trouble.attempts} attempts have met that, and retrying will not help. Fix the cause, then adopt the task again ` +
        `while the gateway keeps it, until ${keptUntil}.`
      );
    case 'incomplete':
      return `RESULT_INCOMPLETE: ${name} has succeeded, but ${trouble.reason}. It was read again and again.`;
    case 'unreachable':
      return `RESULT_UNREACHABLE: ${name} could not be stored: ${trouble.reason}.`;
  }
}
