import type { ModelId } from '../models.js';
import type { OrderAsGiven, OrderedVideo } from '../ordered-video.js';
import { requestSchemas } from './index.js';

/** Fills in what a request has left out, by the schema that it was sent with. */
export function completeOrder(model: ModelId, given: OrderAsGiven): OrderedVideo {
  const { shape } = requestSchemas[model];
  return {
    durationSeconds: shape.durationSeconds.parse(given.durationSeconds),
    resolution: shape.resolution.parse(given.resolution),
    aspectRatio: 'aspectRatio' in shape ? shape.aspectRatio.parse(given.aspectRatio) : undefined,
    sound: given.ownSound || ('generateAudio' in shape ? shape.generateAudio.parse(given.generateAudio) : undefined),
    referenceVideos: given.referenceVideos,
    referenceImages: given.referenceImages,
  };
}
