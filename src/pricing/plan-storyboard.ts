import { autoModel } from '../domain/model-choice.js';
import type { ModelId } from '../domain/models.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { CheckedStoryboard } from '../domain/storyboards/checked-storyboard.js';
import { withFrameToCome } from '../domain/storyboards/frame-to-come.js';
import type { PlannedShot, StoryboardPlan } from '../domain/storyboards/plan.js';
import { chooseForShots } from './choose-for-shots.js';
import type { Market } from './offers.js';
import { planIssues } from './plan-issues.js';
import { quote } from './quote.js';

/**
 * A storyboard with a model and a price for each shot. Throws a `RequestError` where no model takes all shots of a kind that
 * leave it open, and where prices can't be held against its budget and options.
 */
export function planStoryboard(storyboard: CheckedStoryboard, market: Market): StoryboardPlan {
  const chosen = chooseForShots(storyboard.shots, storyboard, market);
  const shots = storyboard.shots.map((shot): PlannedShot => {
    const isOpen = shot.request.model === autoModel;
    const model = (isOpen ? chosen.get(shot.kind) : shot.request.model) as ModelId;
    const request = { ...shot.request, model };
    const price = quote(parseRequest(withFrameToCome({ ...shot, request }), market.models), market.prices);
    return { ...shot, request, price, base: requestDigest({ request, continues: shot.continues }) };
  });
  const plan = { ...storyboard, shots };
  const issues = planIssues(plan);
  if (issues.length > 0) throw new RequestError(issues);
  return { ...plan, digest: requestDigest(plan) };
}
