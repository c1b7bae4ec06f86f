import type { PlannedShot } from './plan.js';
import type { ShotStanding, Survey } from './survey.js';
import { isAlike, type Changes, type Take } from './take.js';

/** A take that may be begun now. */
export interface DueTake extends Omit<Take, 'state' | 'digest' | 'generation' | 'cost' | 'reason'> {
  readonly shot: PlannedShot;
}

/** A take that a person has asked for. */
export interface Redo {
  readonly shot: string;
  readonly changes?: Changes | undefined;
}

/** The takes that may be begun now, in the order of the film: those that the document lacks, and those that a person wants. */
export const dueTakes = (
  survey: Survey,
  takesOf: (shot: string) => readonly Take[],
  redos: readonly Redo[],
): readonly DueTake[] =>
  [...survey.values()]
    .filter(({ before }) => before.every(({ state }) => state === 'done'))
    .flatMap((standing) => {
      const { id } = standing.shot;
      const due: DueTake[] = [];
      const add = (order: Pick<Take, 'isRedo' | 'changes'>) =>
        due.push(nextTake(standing, order, [...takesOf(id), ...due]));
      for (let lacking = lackingTakes(standing); lacking > 0; lacking -= 1) add({ isRedo: false });
      for (const { shot, changes } of redos) if (shot === id) add({ isRedo: true, changes });
      return due;
    });

/** A shot is not made anew by itself when what it continues has changed, nor when its take has failed. */
const lackingTakes = ({ shot, takes }: ShotStanding): number =>
  shot.takes - takes.filter(({ isRedo }) => !isRedo).length;

function nextTake(
  { shot, parent }: ShotStanding,
  { isRedo, changes }: Pick<Take, 'isRedo' | 'changes'>,
  earlier: readonly Omit<DueTake, 'shot'>[],
): DueTake {
  const order = { base: shot.base, changes, parent: parent?.selected?.digest };
  const number = 1 + Math.max(0, ...earlier.map((take) => take.number));
  const alike = earlier.filter((take) => isAlike(take, order)).map(({ variation }) => variation);
  return { ...order, shot, number, isRedo, variation: 1 + Math.max(0, ...alike) };
}
