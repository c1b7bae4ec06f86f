import type { CheckedShot, ShotRequest } from './checked-storyboard.js';

/** Stands for the last frame of another shot: nothing is ordered with it. */
const frameToCome = 'https://example.com/last-frame.png';

/** A shot's request with everything that its model needs, for checks and quotes before its first frame is there. */
export const withFrameToCome = ({ request, continues }: Pick<CheckedShot, 'request' | 'continues'>): ShotRequest =>
  continues === undefined ? request : { ...request, imageUrl: frameToCome };
