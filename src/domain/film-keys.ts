import type { FilmFileName } from './film.js';
import { firstFrameLimits, type FrameLimits, type StoredFrame } from './last-frame.js';

/** Where films, and the frames on which shots go on, lie in the bucket. */
export interface FilmKeys {
  /** Where all storyboards lie. */
  readonly all: string;
  /** A film, or a file beside it. The manifest is written last. */
  film(storyboard: string, digest: string, file: 'film.mp4' | FilmFileName): string;
  /** Whether a key is that of a film. */
  isFilm(key: string): boolean;
  /** A video's last frame, by the video's SHA-256. */
  frame(storyboard: string, sha256: string, format: StoredFrame['format'], limits?: FrameLimits): string;
}

const filmName = /^[^/]+\/films\/[0-9a-f]{64}\/film\.mp4$/;

const extensions: Readonly<Record<StoredFrame['format'], string>> = { png: 'png', jpeg: 'jpg' };

/** Frames for other limits than the usual ones have names of their own. */
function limitsName({ minPixels, maxPixels, maxBytes }: FrameLimits): string {
  const usual = firstFrameLimits;
  const isUsual = minPixels === usual.minPixels && maxPixels === usual.maxPixels && maxBytes === usual.maxBytes;
  return isUsual ? '' : `-${minPixels}-${maxPixels}-${maxBytes}`;
}

/** Keys below a root that is empty or ends with a slash. */
export function createFilmKeys(root: string): FilmKeys {
  const all = `${root}storyboards/`;
  return {
    all,
    isFilm: (key) => key.startsWith(all) && filmName.test(key.slice(all.length)),
    film: (storyboard, digest, file) => `${all}${storyboard}/films/${digest}/${file}`,
    frame: (storyboard, sha256, format, limits = firstFrameLimits) =>
      `${all}${storyboard}/frames/${sha256}${limitsName(limits)}.${extensions[format]}`,
  };
}
