import type { StoredFilm } from '../../domain/film.js';
import { isApproved } from './approval.js';
import type { StoryboardRun } from './run.js';

/** What came of the film. */
export type FilmEnd =
  | { readonly state: 'made'; readonly film: StoredFilm }
  /** None was asked for. */
  | { readonly state: 'none' }
  | { readonly state: 'missing'; readonly shots: readonly string[] }
  | { readonly state: 'rejected' };

/** Makes the film of the selected takes, once a person has approved it where one is asked. */
export async function makeFilm(run: StoryboardRun): Promise<FilmEnd> {
  const { id, plan, board, activities } = run;
  const standings = [...board.survey().values()];
  const missing = standings.filter(({ selected }) => selected === undefined).map(({ shot }) => shot.id);
  if (plan.film === 'none') return missing.length === 0 ? { state: 'none' } : { state: 'missing', shots: missing };
  const clips = standings.flatMap(({ shot: { id: shot, caption }, selected }) =>
    selected?.generation === undefined ? [] : [{ shot, generation: selected.generation, caption }],
  );
  const { missing: whenMissing, ...settings } = plan.film;
  if (clips.length === 0 || (missing.length > 0 && whenMissing === 'refuse')) {
    return { state: 'missing', shots: missing };
  }
  const { order, digest, durationSeconds } = await activities.planFilm({
    storyboard: id,
    title: plan.title,
    clips,
    settings,
  });
  if (plan.approval.mode === 'before-film') {
    const about = `the film of ${clips.length} shots, ${durationSeconds} s`;
    if (!(await isApproved(run, { of: 'film', digest, about }))) return { state: 'rejected' };
  }
  return { state: 'made', film: await run.filming(() => activities.makeFilm(order)) };
}
