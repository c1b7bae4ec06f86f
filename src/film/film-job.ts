import type { FilmOrder } from '../domain/film.js';
import type { FfmpegRuns } from './ffmpeg.js';
import type { FilmStage } from './film-progress.js';
import type { OpenMedia } from './keep-file.js';

/** A film being made, in a folder of its own. */
export interface FilmJob extends FfmpegRuns {
  readonly order: FilmOrder;
  readonly open: OpenMedia;
  /** Is told how far a stage is, 0 to 1. */
  readonly onProgress: (stage: FilmStage, share: number) => void;
}

/** Names in a work folder. Clips and pieces are counted from 0. */
export const names = {
  clip: (clip: number) => `clip-${numbered(clip)}.mp4`,
  picture: (piece: number) => `picture-${numbered(piece)}.mp4`,
  sound: (piece: number) => `sound-${numbered(piece)}.pcm`,
  tile: (piece: number) => `tile-${numbered(piece)}.png`,
  allTiles: 'tile-%04d.png',
  music: 'music',
  voice: 'voice',
  list: 'pictures.ffconcat',
  shots: 'shots.pcm',
  film: 'film.mp4',
} as const;

/** ffmpeg finds files in a row by their four digits. */
const numbered = (number: number) => String(number).padStart(4, '0');
