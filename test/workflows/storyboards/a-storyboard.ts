import type { StoryboardDocument, StoryboardShot } from '../../../src/domain/documents/storyboard-document.js';
import type { Storyboard } from '../../../src/client/storyboard.js';
import type { StoryboardStatus } from '../../../src/domain/storyboards/result.js';
import { until } from '../../helpers/until.js';

/** A storyboard of short shots without a film, unless said otherwise: what is tested is what comes before it. */
export const aStoryboard = (
  shots: readonly StoryboardShot[],
  rest: Omit<StoryboardDocument, 'shots'> = {},
): StoryboardDocument => ({
  defaults: { model: 'evolink/wan2.6-text-to-video', durationSeconds: 5, resolution: '720p' },
  film: 'none',
  shots,
  ...rest,
});

/** A shot that goes on from another. */
export const continuing = (continues: string, shot: StoryboardShot): StoryboardShot => ({
  model: 'evolink/wan2.6-image-to-video',
  continues,
  ...shot,
});

/** `quay done 1`, `ship done 2 stale`: how each shot stands, in one line. */
export const linesOf = ({ shots }: Pick<StoryboardStatus, 'shots'>): readonly string[] =>
  shots.map(({ id, state, take, stale }) => [id, state, take, stale && 'stale'].filter(Boolean).join(' '));

/** Waits until a storyboard stands so. */
export const standing = (board: Storyboard, holds: (status: StoryboardStatus) => boolean, what: string) =>
  until(async () => {
    const status = await board.status().catch(() => undefined);
    return status !== undefined && holds(status) && status;
  }, what);
