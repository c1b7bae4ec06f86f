import { basename, extname } from 'node:path';
import { StoryboardError } from '../../../client/storyboard-error.js';
import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { showStoryboard, showStoryboardResult } from '../../show-storyboard.js';
import {
  addStoryboardOptions,
  readStoryboard,
  toStoryboardOptions,
  type StoryboardRunOptions,
} from '../../storyboard-options.js';
import { withVideoClient } from '../../video-client.js';
import { watchStoryboard } from '../../watch-storyboard.js';

interface RunOptions extends StoryboardRunOptions {
  readonly id?: string;
  readonly detach?: boolean;
}

export const run: CliCommand<RunOptions> = {
  name: 'run',
  summary: 'make a storyboard, or go on with it: what is there already costs nothing',
  configure: (command) =>
    void addStoryboardOptions(command)
      .option('--id <id>', "names the storyboard (default: the file's name without its ending)")
      .option('--detach', 'do not wait for the film'),

  async run({ print, say, interrupted, ...context }, given, [file = '']) {
    const options = toStoryboardOptions(given);
    const { document } = await readStoryboard(file, options);
    const id = given.id ?? basename(file, extname(file));
    return withVideoClient(context, async ({ storyboards }) => {
      const storyboard = await storyboards.start(id, document, options);
      if (given.detach === true) {
        print({ id }, `${id} is under way. Come back to it: reelwork storyboard status ${id}`);
        return exitCodes.done;
      }
      const end = await watchStoryboard(storyboard, { say, interrupted }).catch(withoutFilm);
      if ('exitCode' in end) {
        print(end.status, `${showStoryboard(end.status)}\n${end.explanation}`);
        return end.exitCode;
      }
      if ('failure' in end) {
        const { message, details } = end.failure;
        print({ id, ...details }, [showStoryboardResult({ id, ...details }), message].join('\n'));
        return exitCodes.failed;
      }
      print(end.result, showStoryboardResult(end.result));
      return exitCodes.done;
    });
  },
};

/** One that has ended without its film has shots to show all the same. */
function withoutFilm(error: unknown): { readonly failure: StoryboardError } {
  if (error instanceof StoryboardError && error.details.shots !== undefined) return { failure: error };
  throw error;
}
