import Big from 'big.js';
import { autoModel, type AutoConstraints } from '../domain/model-choice.js';
import type { ModelFacts, ModelId } from '../domain/models.js';
import { noModel } from '../domain/requests/takers.js';
import type { CheckedShot } from '../domain/storyboards/checked-storyboard.js';
import { withFrameToCome } from '../domain/storyboards/frame-to-come.js';
import { inUsd, offersFor, type Market, type Offer, type Offers } from './offers.js';

/** What holds for the generations of all shots. */
export interface ShotOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly auto?: AutoConstraints | undefined;
}

/**
 * One model for all shots of each kind whose model is left open, so that they look alike: the preferred, else the cheapest
 * of those that take every one of them. Throws a `RequestError` where there is none.
 */
export function chooseForShots(
  shots: readonly CheckedShot[],
  { options, auto }: ShotOptions,
  market: Market,
): ReadonlyMap<ModelFacts['kind'], ModelId> {
  const open = shots.filter(({ request }) => request.model === autoModel);
  const kinds = new Set(open.map(({ kind }) => kind));
  return new Map(
    [...kinds].map((kind) => {
      const offers = open
        .filter((shot) => shot.kind === kind)
        .map((shot) => ({ shot, ...offersFor(withFrameToCome(shot), { ...options, auto }, market) }));
      return [kind, commonModel(offers, auto?.among !== undefined)] as const;
    }),
  );
}

interface ShotOffers extends Offers {
  readonly shot: CheckedShot;
}

function commonModel(all: readonly ShotOffers[], isInOrder: boolean): ModelId {
  const [first] = all;
  const costs = (first?.offers ?? []).flatMap(({ model }) => {
    const each = all.map(({ offers }) => offers.find((offer) => offer.model === model));
    return each.every((offer) => offer !== undefined) ? [{ model, cost: sumInUsd(each) }] : [];
  });
  const [best] = isInOrder ? costs : costs.toSorted((one, other) => one.cost.cmp(other.cost));
  if (best !== undefined) return best.model;
  const declined = all.flatMap(({ shot, declined: by }) =>
    by.map(({ model, because }) => ({ model, because: `shots.${shot.id}: ${because}` })),
  );
  throw noModel(declined.filter(({ model }, at) => declined.findIndex((other) => other.model === model) === at));
}

const sumInUsd = (offers: readonly Offer[]): Big =>
  offers.reduce((sum, { price }) => sum.plus(inUsd(price)), new Big(0));
