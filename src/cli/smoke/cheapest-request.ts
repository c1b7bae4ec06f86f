import { isMore } from '../../domain/decimal.js';
import type { OrderedVideo } from '../../domain/ordered-video.js';
import type { GenerationRequestInput } from '../../domain/requests/index.js';
import type { OrderableModel } from '../../domain/requests/model-catalogue.js';
import { parseRequest } from '../../domain/requests/parse-request.js';
import type { Prices } from '../../pricing/prices.js';
import { quote } from '../../pricing/quote.js';

/** What may decide about a price, the cheapest first as far as anybody can tell without a price list. */
const lengths = Array.from({ length: 60 }, (_, at) => at + 1);
const resolutions: readonly OrderedVideo['resolution'][] = ['720p', '1080p'];
const sounds = [false, true];

/** The values that a model's field takes; nothing but `undefined` where it has no such field. */
function taken<Value>(
  { request: { shape } }: OrderableModel,
  field: string,
  values: readonly Value[],
): readonly (Value | undefined)[] {
  const schema = shape[field];
  return schema === undefined ? [undefined] : values.filter((value) => schema.safeParse(value).success);
}

/**
 * The request of a model that costs the least: by the price list where that knows every choice, else the shortest, smallest
 * and most silent one. Throws a `RequestError` for inputs that the model does not take.
 */
export function cheapestRequest(model: OrderableModel, inputs: object, prices: Prices): GenerationRequestInput {
  const [durationSeconds] = taken(model, 'durationSeconds', lengths);
  const choices = taken(model, 'resolution', resolutions).flatMap((resolution) =>
    taken(model, 'generateAudio', sounds).map((generateAudio) => {
      const sound = generateAudio === undefined ? {} : { generateAudio };
      const request = { model: model.id, ...inputs, durationSeconds, resolution, ...sound };
      return { request, price: quote(parseRequest(request), prices).amount };
    }),
  );
  const cheapest = choices.reduce((best, each) =>
    best.price !== null && each.price !== null && isMore(best.price, each.price) ? each : best,
  );
  return cheapest.request as unknown as GenerationRequestInput;
}
