/** A shot's video, as it goes into a film. */
export interface FilmClip {
  /** The shot's id. */
  readonly shot: string;
  /** `s3://bucket/key`. */
  readonly uri: string;
  /** Hex: a file with another one is refused. */
  readonly sha256: string;
  /** How long its picture lasts, as the stored video's `media` tells it: not what was ordered. Absent: not known. */
  readonly seconds?: number | undefined;
  /** Said or meant while the shot is seen. */
  readonly caption?: string | undefined;
}

/** Music, or a voice, for the whole film. */
export interface FilmSound {
  /** `https://…` or `s3://bucket/key`. */
  readonly url: string;
  /** 0 to 1. @default 1 */
  readonly volume?: number | undefined;
}

/** How clips become a film. */
export interface FilmSettings {
  /** What is between two shots; a crossfade's length is in seconds. @default 'cut' */
  readonly transition?: 'cut' | { readonly crossfade: number } | undefined;
  /** Repeated or cut to the film's length, and faded out at its end. @default none */
  readonly music?: FilmSound | undefined;
  /** Begins with the film, and is cut where the film ends. @default none */
  readonly voice?: FilmSound | undefined;
  /** Where captions are shown, beside the files that always hold them. @default 'none' */
  readonly captions?: 'none' | 'burnt-in' | 'track' | undefined;
  /** @default that of the first clip */
  readonly framesPerSecond?: 24 | 25 | 30 | 50 | 60 | undefined;
  /** @default that of most clips */
  readonly resolution?: '720p' | '1080p' | undefined;
  /** @default that of most clips */
  readonly aspectRatio?: `${number}:${number}` | undefined;
  /** Of the film's sound, in LUFS, -31 to -5. @default left as it is */
  readonly loudness?: number | undefined;
}

/** What a film is made of. */
export interface FilmOrder {
  /** The storyboard's id. */
  readonly storyboard: string;
  /** For the editing suite. It does not tell one film from another. */
  readonly title?: string | undefined;
  /** In the order of the film. */
  readonly clips: readonly FilmClip[];
  readonly settings: FilmSettings;
}

/** A file beside a film. */
export interface FilmFile {
  readonly uri: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** What lies beside a film. */
export type FilmFileName =
  'poster.jpg' | 'contact-sheet.jpg' | 'captions.srt' | 'captions.vtt' | 'film.otio' | 'manifest.json';

/** A film in the bucket, whole and checked. */
export interface StoredFilm extends FilmFile {
  /** Of all that determines it. */
  readonly digest: string;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** `copied`: the clips' pictures as they are. `encoded`: made alike, crossfaded or written on. */
  readonly picture: 'copied' | 'encoded';
}

/** Why there is no film, or no frame, and never will be of these files. */
export type FilmFailureCode =
  /** There is nothing to make a film of. */
  | 'NO_SHOTS'
  /** A clip, music or voice is not there any more, or is a link that must not be followed. */
  | 'MEDIA_MISSING'
  /** A clip is another file than it was. */
  | 'MEDIA_CHANGED'
  /** A file can't be read as what it should be. */
  | 'MEDIA_UNREADABLE'
  /** A shot is too short for its crossfades. */
  | 'SHOT_TOO_SHORT'
  /** A frame's shape can't be brought to the size that models take. */
  | 'FRAME_UNFIT'
  /** ffmpeg has failed in attempt after attempt. */
  | 'FFMPEG_FAILED'
  /** What was made is not what was ordered: it was not stored. */
  | 'FILM_DIFFERS';
