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

/** The fields that decide about a file, where the model has them. */
interface Given extends Pick<OrderAsGiven, 'durationSeconds' | 'resolution' | 'aspectRatio' | 'generateAudio'> {
  readonly audioUrl?: unknown;
  readonly referenceVideoUrls?: unknown;
  readonly referenceImageUrls?: unknown;
}

/** Takes from a request what decides about its file: of a foreign client's, too, which nobody has checked yet. */
export function orderAsGiven(request: object): OrderAsGiven {
  const given: Given = request;
  const { durationSeconds, resolution, aspectRatio, generateAudio } = given;
  return {
    durationSeconds,
    resolution,
    aspectRatio,
    generateAudio,
    ownSound: given.audioUrl !== undefined,
    referenceVideos: lengthOf(given.referenceVideoUrls),
    referenceImages: lengthOf(given.referenceImageUrls),
  };
}

const lengthOf = (given: unknown): number => (Array.isArray(given) ? given.length : 0);
