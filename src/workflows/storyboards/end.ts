import { ApplicationFailure } from '@temporalio/workflow';
import type { StoryboardResult } from '../../domain/storyboards/result.js';
import type { FilmEnd } from './film.js';
import { costOf, shotStatus } from './progress.js';
import type { StoryboardRun } from './run.js';

/** The result of a storyboard that has its film, or needs none; of any other one, its failure is thrown. */
export function endOf(run: StoryboardRun, film: FilmEnd): StoryboardResult {
  const stopped = run.stopped();
  const result = (state: StoryboardResult['state']): StoryboardResult => ({
    schema: 1,
    id: run.id,
    state,
    title: run.plan.title,
    shots: [...run.board.survey().values()].map(shotStatus),
    film: film.state === 'made' ? film.film : undefined,
    cost: costOf(run),
    note: run.short(),
  });
  if (stopped === 'cancelled') return result('cancelled');
  switch (film.state) {
    case 'made':
    case 'none':
      return result('finished');
    case 'rejected':
      throw failure('REJECTED', 'a person has rejected it', result('rejected'));
    case 'missing': {
      const because = { deadline: ': its deadline has passed', spent: ': its budget is spent' } as const;
      const why = stopped === undefined ? '' : because[stopped];
      throw failure('INCOMPLETE', `lacks ${film.shots.join(', ')}${why}`, result('incomplete'));
    }
  }
}

const failure = (code: string, message: string, result: StoryboardResult): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, code, { code, message, ...result });
