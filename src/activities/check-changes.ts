import type { CheckedShot } from '../domain/storyboards/checked-storyboard.js';
import { withFrameToCome } from '../domain/storyboards/frame-to-come.js';
import type { Changes } from '../domain/storyboards/take.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { ActivityDependencies } from './dependencies.js';

/** A shot, and what a person wants otherwise. */
export interface ChangesQuestion {
  readonly shot: Pick<CheckedShot, 'request' | 'continues'>;
  readonly changes: Changes;
}

/** Why a shot's model can't make it with these changes, in a sentence; `undefined` when it can. */
export const createCheckChanges = ({ models }: Pick<ActivityDependencies, 'models'>) =>
  async function checkChanges({ shot, changes }: ChangesQuestion): Promise<string | undefined> {
    try {
      parseRequest({ ...withFrameToCome(shot), ...changes }, models);
      return undefined;
    } catch (error) {
      if (error instanceof RequestError) return error.message;
      throw error;
    }
  };
