import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { StoryboardStatus } from '../../domain/storyboards/result.js';
import type { Changes } from '../../domain/storyboards/take.js';

/** What a person was shown when they decided: the digest of a plan, a take or a film. */
export interface Shown {
  readonly digest: string;
}

/** Sent by a person: what has this digest is approved. Of a take that is not selected: it goes into the film from now. */
export const approve = defineUpdate<string, [Shown]>('approve');

/** Sent by a person: what has this digest is rejected; of a take, with `changes`, the shot is made once more. */
export const reject = defineUpdate<string, [Shown & { readonly changes?: Changes | undefined }]>('reject');

/** Sent by a person: a new take of a shot, paid for once more. Earlier takes stay. */
export const redo = defineUpdate<string, [{ readonly shot: string; readonly changes?: Changes | undefined }]>('redo');

/** Sent by a person: the budget's new cap, such as `60 USD`. */
export const raise = defineUpdate<string, [{ readonly cap: string }]>('raise');

/** Asks a storyboard how far it has come. */
export const storyboardProgress = defineQuery<StoryboardStatus>('storyboardProgress');
