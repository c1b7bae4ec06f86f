import type { Verdict } from '../../domain/storyboards/survey.js';
import type { Redo } from '../../domain/storyboards/due-takes.js';
import type { Shown } from './messages.js';
import type { StoryboardRun } from './run.js';

/** Why a verdict on what was shown can't stand, in a sentence; `undefined` when it can. */
export function verdictObjection(
  { board, reviews }: StoryboardRun,
  { digest }: Shown,
  as: Verdict,
): string | undefined {
  const earlier = board.verdictOn(digest);
  if (earlier !== undefined && earlier !== as) return `it was ${earlier} before`;
  const open = reviews();
  if (open.some((review) => review.digest === digest) || board.shotOf(digest) !== undefined) return undefined;
  const asked = open.map(({ about, digest: current }) => `${about} (digest ${current})`);
  return `nothing has the digest ${digest} now; asked for: ${asked.length === 0 ? 'nothing' : asked.join('; ')}`;
}

/** Why a shot can't be made once more now, in a sentence; `undefined` when it can. */
export function redoObjection(run: StoryboardRun, { shot }: Redo): string | undefined {
  const standing = run.board.survey().get(shot);
  if (standing === undefined) {
    return `there is no shot '${shot}'; shots: ${run.plan.shots.map(({ id }) => id).join(', ')}`;
  }
  if (standing.state === 'shooting') return `${shot} is being made; wait for its end`;
  const lacking = standing.before.find(({ state }) => state !== 'done');
  return lacking && `${shot} needs ${lacking.shot.id}, which is ${lacking.state}`;
}
