import { mixGraph, mixInputs, type Mix } from './mix.js';
import type { FilmPlan } from './plan-film.js';
import { secondsOf } from './frame-rate.js';
import { soundOf } from './sound-filters.js';

/** What a film is joined from, by names in the folder. */
export interface JoinJob {
  /** The list of all pictures, as `pictureList` writes it. */
  readonly list: string;
  readonly mix: Mix;
  /** Filters that bring the mix to its level. */
  readonly level: readonly string[];
  /** Captions for a track of their own. */
  readonly captions: string | undefined;
  readonly film: string;
}

/** The pictures in a row, each with its length. */
export const pictureList = ({ pieces, rate }: FilmPlan, fileOf: (piece: number) => string): string =>
  [
    'ffconcat version 1.0',
    ...pieces.flatMap(({ frames }, index) => [
      `file ${fileOf(index)}`,
      `duration ${secondsOf(frames, rate).toFixed(6)}`,
    ]),
    '',
  ].join('\n');

/** Joins the pictures as they are, and writes the sound once for the whole film: so neither can leave the other behind. */
export const joinFilm = (plan: FilmPlan, { list, mix, level, captions, film }: JoinJob): readonly string[] =>
  [
    ['-protocol_whitelist', 'file', '-f', 'concat', '-auto_convert', '0', '-i', list],
    mixInputs(mix),
    captions === undefined ? [] : ['-f', 'srt', '-i', captions],
    ['-filter_complex', mixGraph(mix, 1, [...level, soundOf(plan.samples)])],
    ['-map', '0:v:0', '-c:v', 'copy', '-bsf:v', onTheGrid(plan.ticks.perFrame)],
    ['-map', '[mix]', '-c:a', 'aac', '-b:a', '192k'],
    captions === undefined ? [] : captionTrack(mix),
    [...fileOptions(plan), '-movflags', '+faststart', film],
  ].flat();

/** How a file with the film's picture counts time; it says nothing of where its clips came from. */
export const fileOptions = ({ ticks }: Pick<FilmPlan, 'ticks'>): readonly string[] => [
  '-video_track_timescale',
  String(ticks.perSecond),
  '-map_metadata',
  '-1',
  '-map_chapters',
  '-1',
];

/** ffmpeg counts the files' lengths in millionths of a second, which few frames last a whole number of. */
const onTheGrid = (perFrame: number) =>
  `setts=pts=round(PTS/${perFrame})*${perFrame}:dts=round(DTS/${perFrame})*${perFrame}`;

function captionTrack({ music, voice }: Mix): readonly string[] {
  const input = 2 + [music, voice].filter((sound) => sound !== undefined).length;
  return ['-map', `${input}:s:0`, '-c:s', 'mov_text', '-disposition:s:0', 'default'];
}
