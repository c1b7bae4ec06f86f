import type { FrameSize } from '../domain/last-frame.js';
import type { FrameRate } from './frame-rate.js';

/** What ffprobe says of a video file. */
export interface ClipFacts {
  readonly picture: PictureFacts;
  readonly sound: SoundFacts | undefined;
  /** Whether it holds a track of subtitles. */
  readonly subtitles: boolean;
}

export interface PictureFacts {
  /** As it is to be shown: turned, and with square pixels. */
  readonly shown: FrameSize;
  readonly hasSquarePixels: boolean;
  readonly isTurned: boolean;
  readonly rate: FrameRate;
  readonly frames: number;
  readonly seconds: number;
  /** When its first frame is shown, in seconds. */
  readonly startsAt: number;
  /** `undefined` where frames differ in length, or the first is not shown at once. */
  readonly ticks: Ticks | undefined;
  /** Whether the file says how its colours are meant. */
  readonly knowsItsColours: boolean;
  readonly codec: string;
  readonly pixelFormat: string;
  /** Equal where, and only where, pictures can follow each other in one track as they are. */
  readonly kind: string;
}

/** How a track counts time: so many ticks to a frame and to a second. */
export interface Ticks {
  readonly perFrame: number;
  readonly perSecond: number;
}

export interface SoundFacts {
  readonly seconds: number;
  readonly codec: string;
  readonly samplesPerSecond: number;
  readonly channels: number;
}
