import type { PlannedShot } from '../../../src/domain/storyboards/plan.js';
import type { Board, Verdict } from '../../../src/domain/storyboards/survey.js';
import type { Take } from '../../../src/domain/storyboards/take.js';

/** A shot as it is planned, with what a test cares about. */
export const aShot = (id: string, facts: Partial<PlannedShot> = {}): PlannedShot => ({
  id,
  after: [],
  request: { model: 'evolink/wan2.6-text-to-video', prompt: id },
  kind: 'text-to-video',
  ordered: { durationSeconds: 5, resolution: '720p' },
  unusedDefaults: [],
  base: `base of ${id}`,
  takes: 1,
  select: 1,
  price: { amount: '1', currency: 'USD', basis: 'quoted' },
  ...facts,
});

/** A stored take of a shot, with what a test cares about. */
export const aTake = (shot: PlannedShot, number: number, facts: Partial<Take> = {}): Take => ({
  number,
  base: shot.base,
  variation: number,
  isRedo: false,
  state: 'stored',
  digest: `${shot.id}-${number}`,
  ...facts,
});

/** A board with these shots, takes and verdicts. */
export function boardOf(
  shots: readonly PlannedShot[],
  takes: Readonly<Record<string, readonly Take[]>> = {},
  { verdicts = {}, asksForEachShot = false }: { verdicts?: Record<string, Verdict>; asksForEachShot?: boolean } = {},
): Board {
  return { shots, takesOf: (shot) => takes[shot] ?? [], verdictOn: (digest) => verdicts[digest], asksForEachShot };
}
