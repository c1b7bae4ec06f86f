import type { Review, ShotStatus, StoryboardResult, StoryboardStatus } from '../domain/storyboards/result.js';
import { showTotal } from './show-total.js';
import { toTable } from './table.js';

/** A storyboard as it stands, for people. */
export const showStoryboard = ({ id, title, phase, shots, reviews, cost, note }: StoryboardStatus): string =>
  [
    `${id}${title === undefined ? '' : ` · ${title}`} · ${phase}`,
    showShots(shots),
    ...reviews.map(showReview),
    `cost so far: ${showTotal(cost)}`,
    ...(note === undefined ? [] : [note]),
  ].join('\n');

/** What became of a storyboard, for people. */
export const showStoryboardResult = ({ id, state, shots = [], film, cost }: Partial<StoryboardResult>): string =>
  [
    `${id} is ${state}`,
    showShots(shots),
    ...(film === undefined ? [] : [`film: ${film.uri} (${film.durationSeconds} s, ${film.bytes} bytes)`]),
    ...(cost === undefined ? [] : [`cost: ${showTotal(cost)}`]),
  ].join('\n');

const showShots = (shots: readonly ShotStatus[]): string =>
  toTable(
    ['shot', 'state', 'take', 'note'],
    shots.map(({ id, state, take, stale, note }) => [
      id,
      stale === true ? `${state}, stale` : state,
      take === undefined ? '' : String(take),
      note ?? '',
    ]),
  );

const showReview = ({ of, about, digest, shot }: Review): string =>
  `asks for approval of ${about}: reelwork storyboard approve <id> ${shot ?? of} (digest ${digest.slice(0, 12)})`;
