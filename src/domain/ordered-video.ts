import type { GenerationRequestInput } from './requests/index.js';

/** What a checked request says its file should be. */
export interface OrderedVideo {
  readonly durationSeconds: number;
  readonly resolution: '720p' | '1080p';
  /** Absent where the video takes the shape of an image. */
  readonly aspectRatio?: `${number}:${number}` | undefined;
  /** Absent where the request leaves it to the model. */
  readonly sound?: boolean | undefined;
  /** How many videos the request gives as references: their length is billed, too. */
  readonly referenceVideos: number;
  /** How many images beside them. */
  readonly referenceImages: number;
}

/** What a request as given says of its file, without its texts and links: little enough for a history. */
export interface OrderAsGiven extends Partial<Pick<OrderedVideo, 'durationSeconds' | 'resolution' | 'aspectRatio'>> {
  readonly generateAudio?: boolean | undefined;
  /** Whether it brings its own sound. */
  readonly ownSound: boolean;
  readonly referenceVideos: number;
  readonly referenceImages: number;
}

/** Takes from a request what decides about its file: of a foreign client's, too, which nobody has checked yet. */
export function orderAsGiven(request: GenerationRequestInput): OrderAsGiven {
  return {
    durationSeconds: request.durationSeconds,
    resolution: request.resolution,
    aspectRatio: 'aspectRatio' in request ? request.aspectRatio : undefined,
    generateAudio: 'generateAudio' in request ? request.generateAudio : undefined,
    ownSound: 'audioUrl' in request && request.audioUrl !== undefined,
    referenceVideos: 'referenceVideoUrls' in request ? lengthOf(request.referenceVideoUrls) : 0,
    referenceImages: 'referenceImageUrls' in request ? lengthOf(request.referenceImageUrls) : 0,
  };
}

const lengthOf = (given: unknown): number => (Array.isArray(given) ? given.length : 0);
