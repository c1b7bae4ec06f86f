import { setHandler } from '@temporalio/workflow';
import { totalOf, type Total } from '../../domain/total.js';
import type { ShotStatus, StoryboardStatus } from '../../domain/storyboards/result.js';
import type { ShotStanding } from '../../domain/storyboards/survey.js';
import { storyboardProgress } from './messages.js';
import type { StoryboardRun } from './run.js';

/** Answers how far a storyboard has come. */
export function trackStoryboard(id: string) {
  let run: StoryboardRun | undefined;
  const planning: StoryboardStatus = { id, phase: 'planning', shots: [], reviews: [], cost: totalOf([]) };
  setHandler(storyboardProgress, () => (run === undefined ? planning : statusOf(run)), {
    description: 'How far the storyboard has come',
  });
  return {
    /** From here on it tells of this run. */
    follow(opened: StoryboardRun): void {
      run = opened;
    },
  };
}

/** A storyboard as it stands. */
const statusOf = (run: StoryboardRun): StoryboardStatus => ({
  id: run.id,
  phase: run.phase(),
  title: run.plan.title,
  shots: [...run.board.survey().values()].map(shotStatus),
  reviews: run.reviews(),
  cost: costOf(run),
  note: noteOf(run),
});

function noteOf(run: StoryboardRun): string | undefined {
  const short = run.short();
  return (
    short &&
    `${short}. Raise it (\`raise\`, or reelwork storyboard raise), or wait until what runs costs less than reserved.`
  );
}

/** One line of the board. */
export function shotStatus({ shot: { id }, state, selected, takes, isStale }: ShotStanding): ShotStatus {
  return {
    id,
    state,
    take: selected?.number,
    digest: selected?.digest,
    generation: selected?.generation,
    takes: takes.length,
    stale: isStale || undefined,
    note: takes.at(-1)?.reason,
  };
}

/** What the takes of a storyboard have cost, or may have. */
export const costOf = ({ board, plan }: StoryboardRun): Total =>
  totalOf(plan.shots.flatMap(({ id }) => board.takesOf(id)).flatMap(({ cost }) => (cost === undefined ? [] : [cost])));
