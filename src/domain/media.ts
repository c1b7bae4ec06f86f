/** What a video file says of itself. */
export interface MediaFacts {
  /** How long its picture lasts, to the millisecond. */
  readonly durationSeconds: number;
  /** As it is to be shown, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** As the file names it: `avc1` is H.264, `hvc1` and `hev1` are H.265, `av01` is AV1. */
  readonly videoCodec: string;
  /** As the file names it, such as `mp4a`; `null` when the video is silent. */
  readonly soundCodec: string | null;
}

/** What came of reading a stored file's own words about itself. */
export type Inspection =
  { readonly state: 'read'; readonly media: MediaFacts } | { readonly state: 'unreadable'; readonly reason: string };
