import type { OrderAsGiven, OrderedVideo } from '../ordered-video.js';
import type { OrderableModel } from './model-catalogue.js';

/** Fills in what a request has left out, by the schema that it was sent with. */
export function completeOrder({ request: { shape } }: OrderableModel, given: OrderAsGiven): OrderedVideo {
  const complete = <Field extends keyof OrderAsGiven>(field: Field) =>
    shape[field]?.parse(given[field]) as OrderAsGiven[Field];
  return {
    durationSeconds: complete('durationSeconds') as number,
    resolution: complete('resolution') as OrderedVideo['resolution'],
    aspectRatio: complete('aspectRatio'),
    sound: given.ownSound || complete('generateAudio'),
    referenceVideos: given.referenceVideos,
    referenceImages: given.referenceImages,
  };
}
