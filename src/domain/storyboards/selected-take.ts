import type { PlannedShot } from './plan.js';
import type { Board } from './survey.js';
import type { Take } from './take.js';

/**
 * The take of a shot that goes into the film: the one that a person has approved last, else the last one that a person has
 * asked for, else the one that the document selects, else the first one that there is.
 */
export function selectedTake(
  shot: PlannedShot,
  takes: readonly Take[],
  { verdictOn }: Pick<Board, 'verdictOn'>,
): Take | undefined {
  const verdict = ({ digest }: Take) => (digest === undefined ? undefined : verdictOn(digest));
  const usable = takes.filter((take) => take.state === 'stored' && verdict(take) !== 'rejected');
  return (
    usable.findLast((take) => verdict(take) === 'approved') ??
    usable.findLast(({ isRedo }) => isRedo) ??
    usable.find((take) => take === takes.filter(({ isRedo }) => !isRedo)[shot.select - 1]) ??
    usable[0]
  );
}
