import type { OrderedVideo } from '../ordered-video.js';

/** How the film is made of the selected takes. What is left out is taken from the takes themselves. */
export interface FilmSettings {
  /** How one shot gives way to the next: a cut, or a crossfade of so many seconds. */
  readonly transition: 'cut' | { readonly crossfade: number };
  readonly music?: FilmSound | undefined;
  readonly voice?: FilmSound | undefined;
  /** What becomes of the shots' captions: nothing, part of the picture, or a track that can be switched off. */
  readonly captions: 'none' | 'burnt-in' | 'track';
  /** @default that of the first shot */
  readonly framesPerSecond?: 24 | 25 | 30 | 50 | 60 | undefined;
  /** @default that of most shots */
  readonly resolution?: OrderedVideo['resolution'] | undefined;
  /** @default that of most shots */
  readonly aspectRatio?: OrderedVideo['aspectRatio'];
  /** How loud the whole is to be, in LUFS. @default as it is */
  readonly loudness?: number | undefined;
  /** Whether a film is made although shots are missing. */
  readonly missing: 'refuse' | 'skip';
}

/** Sound that lies under the film. */
export interface FilmSound {
  /** An https:// or s3:// link. */
  readonly url: string;
  /** From 0, silent, to 1, as loud as its file. */
  readonly volume: number;
}
