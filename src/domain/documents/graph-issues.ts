import { describe } from '../requests/describe-value.js';
import { cyclesOf, type GraphShot } from '../storyboards/graph.js';
import { issueAt, listed, type DocumentIssue, type Path } from './issues.js';

/** More shots of one cycle than this are left out of a message. */
const mostShown = 8;

/** What is wrong with the order of the shots, each at the word that says so. */
export function graphIssues(shots: readonly GraphShot[]): readonly DocumentIssue[] {
  const ids = shots.map(({ id }) => id);
  const twice = ids.flatMap((id, index) => {
    const first = ids.indexOf(id);
    return first === index
      ? []
      : [issueAt(['shots', index, 'id'], `'${id}', as shots.${first} has it`, 'an id of its own')];
  });
  if (twice.length > 0) return twice;
  const known = new Set(ids);
  const wrong = shots.flatMap((shot, index) => {
    const allowed = `another shot's id: ${listed(ids.filter((other) => other !== shot.id))}`;
    return namesIn(shot)
      .filter(({ id }) => id === shot.id || !known.has(id))
      .map(({ id, path }) => {
        const given = id === shot.id ? `'${id}', the shot itself` : describe(id);
        return issueAt(['shots', index, ...path], given, allowed);
      });
  });
  const cycles = cyclesOf(shots.map(withoutItself));
  return [...wrong, ...cycles.map((cycle) => cycleIssue(cycle, shots))];
}

const withoutItself = ({ id, continues, after }: GraphShot): GraphShot => ({
  id,
  continues: continues === id ? undefined : continues,
  after: after.filter((other) => other !== id),
});

/** A cycle is told where its last step is written. */
function cycleIssue(cycle: readonly string[], shots: readonly GraphShot[]): DocumentIssue {
  const [from, to] = cycle.slice(-2);
  const index = shots.findIndex(({ id }) => id === from);
  const path =
    shots
      .slice(index, index + 1)
      .flatMap(namesIn)
      .find(({ id }) => id === to)?.path ?? [];
  return issueAt(['shots', index, ...path], inWords(cycle), 'shots that do not wait for each other');
}

/** The other shots that a shot names, and where. */
function namesIn({ continues, after }: GraphShot): readonly { readonly id: string; readonly path: Path }[] {
  const first = continues === undefined ? [] : [{ id: continues, path: ['continues'] }];
  return [...first, ...after.map((id, index) => ({ id, path: ['after', index] }))];
}

function inWords(cycle: readonly string[]): string {
  if (cycle.length <= mostShown) return cycle.join(' → ');
  const half = mostShown / 2;
  return [...cycle.slice(0, half), `${cycle.length - mostShown} more`, ...cycle.slice(-half)].join(' → ');
}
