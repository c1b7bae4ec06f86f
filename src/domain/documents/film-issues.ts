import { describe } from '../requests/describe-value.js';
import { file } from '../requests/fields.js';
import type { CheckedShot } from '../storyboards/checked-storyboard.js';
import type { FilmSettings } from '../storyboards/film-settings.js';
import { issueAt, type DocumentIssue } from './issues.js';
import { soundExtensions } from './named.js';

const soundFile = file({ what: 'a sound', extensions: soundExtensions });

/** What is wrong with a film of these shots. Its sounds' names are links already. */
export function filmIssues(
  { transition, music, voice }: FilmSettings,
  shots: readonly Pick<CheckedShot, 'id' | 'ordered'>[],
): readonly DocumentIssue[] {
  const issues = Object.entries({ music, voice }).flatMap(([sound, settings]) =>
    settings === undefined || soundFile.safeParse(settings.url).success
      ? []
      : [issueAt(['film', sound, 'url'], describe(settings.url), soundFile.description ?? '')],
  );
  const [shortest] = shots.toSorted((one, other) => one.ordered.durationSeconds - other.ordered.durationSeconds);
  if (transition === 'cut' || shortest === undefined) return issues;
  const half = shortest.ordered.durationSeconds / 2;
  if (transition.crossfade < half) return issues;
  const allowed = `less than ${half}, half of the shortest shot, '${shortest.id}'`;
  return [...issues, issueAt(['film', 'transition', 'crossfade'], String(transition.crossfade), allowed)];
}
