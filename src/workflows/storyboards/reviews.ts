import { inWords } from '../../domain/money.js';
import type { Review } from '../../domain/storyboards/result.js';
import type { ShotStanding, Survey } from '../../domain/storyboards/survey.js';

/** The shots whose selected take a person is asked about. */
export const shotReviews = (survey: Survey): readonly Review[] =>
  [...survey.values()].filter(({ state }) => state === 'review').map(shotReview);

function shotReview({ shot, selected, takes }: ShotStanding): Review {
  const { number, digest = '', cost } = selected!;
  const others = takes.length === 1 ? '' : ` of ${takes.length}`;
  const about = `${shot.id}, take ${number}${others}${cost === undefined ? '' : `, ${inWords(cost)}`}`;
  return { of: 'shot', shot: shot.id, digest, about };
}
