import { ApplicationFailure } from '@temporalio/common';
import type { StoryboardFailure } from '../domain/storyboards/result.js';
import { messageOf } from '../domain/message-of.js';

/** A storyboard ended without its film. */
export class StoryboardError extends Error {
  override readonly name = 'StoryboardError';
  readonly id: string;
  /** Why, and what there is of every shot, where the storyboard could tell. */
  readonly details: StoryboardFailure;

  constructor(id: string, details: StoryboardFailure, cause: unknown) {
    super(`${id}: ${details.message}`, { cause });
    this.id = id;
    this.details = details;
  }

  /** Why it failed, for programs. */
  get code(): StoryboardFailure['code'] {
    return this.details.code;
  }
}

/** The failure of a storyboard's workflow, in Reelwork's words. */
export function toStoryboardError(id: string, failure: unknown): StoryboardError {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    const details = cause instanceof ApplicationFailure ? cause.details?.[0] : undefined;
    if (typeof details === 'object' && details !== null && 'code' in details) {
      return new StoryboardError(id, details as StoryboardFailure, failure);
    }
  }
  const message = `${messageOf(failure)}; run it again, and it goes on from what there is`;
  return new StoryboardError(id, { code: 'TERMINATED', message }, failure);
}
