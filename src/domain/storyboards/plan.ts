import type { ModelId } from '../models.js';
import type { Money } from '../money.js';
import type { CheckedShot, CheckedStoryboard, ShotRequest } from './checked-storyboard.js';

/** A shot as it is ordered. */
export interface PlannedShot extends Omit<CheckedShot, 'request'> {
  /** With the model that was chosen. Where it continues a shot, its first frame is yet to come. */
  readonly request: ShotRequest & { readonly model: ModelId };
  /** Digest of the shot as the document has it: another one means that the document was changed. */
  readonly base: string;
  /** The most that one take costs. */
  readonly price: Money;
}

/** A storyboard as it is made. */
export interface StoryboardPlan extends Omit<CheckedStoryboard, 'shots'> {
  /** Of everything else in here: what an approval of the plan is bound to. */
  readonly digest: string;
  /** In the order of the film. */
  readonly shots: readonly PlannedShot[];
}
