import type { FrameSize } from '../domain/last-frame.js';
import type { PictureFacts } from './clip-facts.js';
import { frameRateText, type FrameRate } from './frame-rate.js';

// Parts of ffmpeg's filter graphs.

/** What a picture's own colours are: a file that does not say so is taken for what players take it for. */
const colours = ({ knowsItsColours }: Pick<PictureFacts, 'knowsItsColours'>) =>
  `in_color_matrix=${knowsItsColours ? 'auto' : 'bt709'}`;

/** Makes pixels square: the frame then has the shape in which it is shown. */
const squared = ({ hasSquarePixels }: Pick<PictureFacts, 'hasSquarePixels'>) =>
  hasSquarePixels ? '' : 'scale=iw*sar:ih,setsar=1,';

/** What a picture is like before it is made like others. */
export type OwnPicture = Pick<PictureFacts, 'knowsItsColours' | 'hasSquarePixels'>;

/** A picture in the film's size, never stretched: what its shape leaves free is black. In the film's rate and colours. */
export function alike(picture: OwnPicture, { width, height }: FrameSize, rate: FrameRate): string {
  const fit = 'force_original_aspect_ratio=decrease:force_divisible_by=2:flags=lanczos';
  return [
    `${squared(picture)}scale=${width}:${height}:${fit}:${colours(picture)}:out_color_matrix=bt709:out_range=tv`,
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`,
    'format=yuv420p,setsar=1',
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
    `fps=${frameRateText(rate)}:start_time=0`,
  ].join(',');
}

/** Exactly so many frames: where some are missing at the end, the last one stays. */
export const firstFrames = (frames: number): string => `tpad=stop_mode=clone:stop=${frames},trim=end_frame=${frames}`;

/** The frames from `from` up to, but not including, `to`, as if they came first. */
export const framesBetween = (from: number, to: number, rate: FrameRate): string =>
  [
    `${firstFrames(to)},trim=start_frame=${from},setpts=PTS-STARTPTS`,
    // A filter that sets times may not know the rate any more; one that keeps it may find a frame too many at the end.
    `fps=${frameRateText(rate)},trim=end_frame=${to - from}`,
  ].join(',');

/** How an image holds its colours: JPEG has a way of its own. */
export type ImagePixels = 'rgb24' | 'yuvj420p';

/** A picture as an image of this size, without transparency. */
export function asImage(picture: OwnPicture, { width, height }: FrameSize, pixels: ImagePixels): string {
  const out = pixels === 'rgb24' ? '' : ':out_color_matrix=bt601:out_range=full';
  const exact = 'flags=lanczos+accurate_rnd+full_chroma_int';
  return `${squared(picture)}scale=${width}:${height}:${exact}:${colours(picture)}${out},format=${pixels}`;
}
