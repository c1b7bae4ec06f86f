import { allHandlersFinished, CancellationScope, condition, continueAsNew } from '@temporalio/workflow';
import type { StoryboardOptions } from '../domain/storyboards/options.js';
import type { StoryboardResult } from '../domain/storyboards/result.js';
import { isPlanApproved } from './storyboards/approval.js';
import { beginStoryboard } from './storyboards/begin.js';
import { endOf } from './storyboards/end.js';
import { makeFilm, type FilmEnd } from './storyboards/film.js';
import { makeTake } from './storyboards/make-take.js';
import type { StoryboardRun } from './storyboards/run.js';

/**
 * Makes every shot of a storyboard, and the film of them: as wide as allowed, in order where it is told, and paying for
 * nothing twice. The workflow's id is the storyboard's id; run once more under the same id, it goes on from what there is.
 */
export async function storyboard(document: unknown, options?: StoryboardOptions): Promise<StoryboardResult> {
  const run = await beginStoryboard(document, options);
  return CancellationScope.nonCancellable(async () => {
    try {
      const film = await make(run);
      if (film === undefined) return await continueAsNew<typeof storyboard>(document, run.optionsToGoOn());
      return endOf(run, film);
    } finally {
      await condition(allHandlersFinished);
    }
  });
}

/** Makes takes and film; `undefined` where the run's history has become long, and another run has to go on. */
async function make(run: StoryboardRun): Promise<FilmEnd | undefined> {
  if (!(await isPlanApproved(run))) return { state: 'rejected' };
  for (const take of run.board.leftBegun()) void makeTake(run, take);
  for (;;) {
    await shoot(run);
    if (run.mustGoOnAnew()) return undefined;
    const film = await makeFilm(run);
    // A person may have asked for another take meanwhile.
    if (run.isAtRest()) return film;
  }
}

/** Begins takes as they come due, until nothing more comes of any shot by itself. */
async function shoot(run: StoryboardRun): Promise<void> {
  for (;;) {
    for (const take of run.takesToBegin()) void makeTake(run, take);
    if (run.isAtRest()) return;
    await condition(() => run.takesToBegin().length > 0 || run.isAtRest());
  }
}
