import { sampleAt, secondsOf, type FrameRate } from './frame-rate.js';
import type { ClipFacts } from './clip-facts.js';
import { asVideo } from './ffmpeg.js';
import { alike, firstFrames, framesBetween } from './picture-filters.js';
import { fileOptions } from './join-command.js';
import type { FilmPlan, Piece } from './plan-film.js';
import { addUp, bareSamples, fadeIn, fadeOut, silence, soundBetween, soundOf } from './sound-filters.js';

/** A clip's file, by its name in the folder, and what it says of itself. */
export interface ClipFile {
  readonly file: string;
  readonly facts: ClipFacts;
}

/** What one piece of the film is made of, and where it goes. */
export interface PieceJob {
  readonly piece: Piece;
  readonly own: ClipFile;
  /** The clip before, where it is crossfaded into this one. */
  readonly before: (ClipFile & { readonly clipFrames: number }) | undefined;
  /** Captions to be burnt in. */
  readonly captions: string | undefined;
  readonly pictureTo: string;
  readonly soundTo: string;
}

/** Fine enough that nobody sees it was made anew; several times the size of what streaming services send. */
const quality = ['-preset', 'fast', '-crf', '18'];
const secondsBetweenKeyFrames = 2;

/** Makes a piece's picture like all others', and its sound, in one go. */
export function encodePiece(plan: FilmPlan, job: PieceJob): readonly string[] {
  const { pictureTo, soundTo } = job;
  return [
    inputs(job),
    ['-filter_complex', [...pictureGraph(plan, job), ...soundGraph(plan.rate, job)].join(';')],
    ['-map', '[picture]', ...encodedAlike(plan), ...fileOptions(plan), pictureTo],
    ['-map', '[sound]', ...bareSamples, soundTo],
  ].flat();
}

/** Takes a piece's picture as it is, by itself: beside sound that begins earlier it would be moved. And its sound. */
export function copyPiece(plan: FilmPlan, job: PieceJob): readonly string[] {
  const { pictureTo, soundTo } = job;
  return [
    inputs(job),
    ['-filter_complex', soundGraph(plan.rate, job).join(';')],
    ['-map', '0:v:0', '-c:v', 'copy', ...fileOptions(plan), pictureTo],
    ['-map', '[sound]', ...bareSamples, soundTo],
  ].flat();
}

/** The clip itself is input 0, the one before it input 1. */
const inputs = ({ own, before }: PieceJob): readonly string[] =>
  [own, ...(before === undefined ? [] : [before])].flatMap(({ file }) => [...asVideo, '-i', file]);

function pictureGraph({ size, rate }: FilmPlan, { piece, own, before, captions }: PieceJob): readonly string[] {
  const { frames, overlap } = piece;
  const written = captions === undefined ? '' : `,ass=${captions}`;
  const shown = `[0:v:0]${alike(own.facts.picture, size, rate)},${firstFrames(frames)}`;
  if (before === undefined) return [`${shown}${written}[picture]`];
  const { clipFrames, facts } = before;
  const left = framesBetween(clipFrames - overlap, clipFrames, rate);
  return [
    `${shown}[own]`,
    `[1:v:0]${alike(facts.picture, size, rate)},${left}[before]`,
    `[before][own]xfade=duration=${secondsOf(overlap, rate)}:offset=0,${firstFrames(frames)}${written}[picture]`,
  ];
}

function soundGraph(rate: FrameRate, { piece, own, before }: PieceJob): readonly string[] {
  const { samples, overlap } = piece;
  const heard = own.facts.sound === undefined ? silence(samples) : `[0:a:0]${soundOf(samples)}`;
  if (before?.facts.sound === undefined)
    return [`${heard}${before === undefined ? '' : `,${fadeIn(sampleAt(overlap, rate))}`}[sound]`];
  const [from, to] = [sampleAt(before.clipFrames - overlap, rate), sampleAt(before.clipFrames, rate)];
  return [
    `${heard},${fadeIn(to - from)}[own]`,
    `[1:a:0]${soundBetween(from, to)},${fadeOut(0, to - from)}[before]`,
    `[own][before]${addUp(2)}[sound]`,
  ];
}

/** Whatever could tell one piece from another in a track is the same for all. */
const encodedAlike = ({ rate }: FilmPlan): readonly string[] =>
  [
    ['-c:v', 'libx264', '-profile:v', 'high', '-pix_fmt', 'yuv420p', ...quality, '-x264-params', 'stitchable=1'],
    ['-g', String(Math.round((secondsBetweenKeyFrames * rate.frames) / rate.seconds))],
    ['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
  ].flat();
