import type { ModelFacts } from '../../domain/models.js';
import type { OrderableModel } from '../../domain/requests/model-catalogue.js';
import { allowedFor } from '../../domain/requests/parse-request.js';
import { UsageError } from '../usage-error.js';

/** What a person adds to the cheapest request. */
export interface SmokeInputs {
  readonly image?: string | undefined;
  readonly reference?: string | undefined;
  readonly account?: string | undefined;
}

/** Ours, so that nothing of anybody's is sent, and nobody can object to it. */
const prompts: Readonly<Record<ModelFacts['kind'], string>> = {
  'text-to-video': 'A paper boat drifts on a calm pond',
  'image-to-video': 'The picture comes to life, slowly',
  'reference-to-video': 'character1 turns around, slowly',
};

/** By which option a field is given. */
const optionOf = { imageUrl: '--image', referenceImageUrls: '--image', referenceVideoUrls: '--reference' } as const;

/** What the request says beside its price. Throws a `UsageError` that names the link which a model needs. */
export function smokeInputs(model: OrderableModel, { image, reference, account }: SmokeInputs): object {
  const fields = model.request.shape;
  const { kind } = model.facts;
  const imageField = 'referenceImageUrls' in fields ? { referenceImageUrls: [image] } : { imageUrl: image };
  const links = {
    ...(image !== undefined && imageField),
    ...(reference !== undefined && { referenceVideoUrls: [reference] }),
  };
  if (kind !== 'text-to-video' && Object.keys(links).length === 0) {
    const ways = Object.entries(optionOf)
      .filter(([field]) => field in fields)
      .map(([field, option]) => `${option} <link>: ${allowedFor(model, field)}`);
    throw new UsageError('INPUT_MISSING', `${model.id} needs more than a prompt.\n${ways.join('\nor ')}`);
  }
  return { prompt: prompts[kind], ...links, ...(account !== undefined && { account }) };
}
