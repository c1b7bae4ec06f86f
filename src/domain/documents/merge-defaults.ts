import { autoModel, type AutoConstraints } from '../model-choice.js';
import type { ModelFacts } from '../models.js';
import type { ModelCatalogue, OrderableModel } from '../requests/model-catalogue.js';
import type { ShotRequest } from '../storyboards/checked-storyboard.js';

/** The fields of a request, as far as they are given. */
export type GivenFields = Readonly<Record<string, unknown>>;

/** A shot's request, with the defaults of its storyboard. Nobody has checked it yet. */
export interface MergedRequest {
  readonly request: ShotRequest;
  /** What the shot's video is made from. */
  readonly kind: ModelFacts['kind'];
  /** The defaults that its model does not have. */
  readonly unusedDefaults: readonly string[];
}

/** What a shot may be ordered from. */
export interface ModelsAtHand {
  readonly models: ModelCatalogue;
  /** Which models may be chosen where that is left open. */
  readonly auto: AutoConstraints | undefined;
}

/**
 * Adds each default that the shot does not give by itself, and that its model has; where the model is left open, the one of
 * those at hand that has most of them. The first image of a shot that continues another is not among its fields, and given
 * all the same. Where no model is at hand, all defaults are added, for the checks to say what is wrong.
 */
export function mergeDefaults(
  own: GivenFields,
  defaults: GivenFields,
  { continues, ...atHand }: ModelsAtHand & { readonly continues: boolean },
): MergedRequest {
  const { model = defaults['model'], ...fields } = own;
  const given = continues ? { ...fields, imageUrl: undefined } : fields;
  const open = Object.keys(defaults).filter((field) => field !== 'model' && !Object.hasOwn(fields, field));
  const addable = open.filter((field) => !Object.hasOwn(given, field));
  const takenBy = (candidate: OrderableModel) => addable.filter((field) => hasField(candidate, field));
  const [like] = candidatesFor(model, given, defaults, atHand).toSorted(
    (one, other) => takenBy(other).length - takenBy(one).length,
  );
  const taken = new Set(like === undefined ? addable : takenBy(like));
  return {
    request: {
      ...(model !== undefined && { model }),
      ...fields,
      ...Object.fromEntries(Object.entries(defaults).filter(([field]) => taken.has(field))),
    } as ShotRequest,
    kind: like?.facts.kind ?? kindOf({ ...defaults, ...given }),
    unusedDefaults: open.filter((field) => !taken.has(field)),
  };
}

/** The models that have every field that the shot gives by itself. */
function candidatesFor(
  model: unknown,
  given: GivenFields,
  defaults: GivenFields,
  { models, auto }: ModelsAtHand,
): readonly OrderableModel[] {
  if (model !== autoModel) return [models.find(model)].filter((found) => found !== undefined);
  const own = kindOf(given);
  const kind = own === 'text-to-video' ? kindOf(defaults) : own;
  return models.all.filter(
    (candidate) =>
      candidate.facts.kind === kind &&
      (auto?.among?.includes(candidate.id) ?? true) &&
      Object.keys(given).every((field) => hasField(candidate, field)),
  );
}

/** What a video is made from that is ordered with these fields. */
function kindOf(fields: GivenFields): ModelFacts['kind'] {
  if ('imageUrl' in fields) return 'image-to-video';
  return Object.keys(fields).some((field) => /^reference.*Urls?$/.test(field)) ? 'reference-to-video' : 'text-to-video';
}

/** Whether a model's request has a field. */
export const hasField = ({ request: { shape } }: OrderableModel, field: string): boolean => Object.hasOwn(shape, field);
