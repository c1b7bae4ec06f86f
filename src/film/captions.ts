import { secondsOf } from './frame-rate.js';
import type { FilmPlan } from './plan-film.js';

/** A caption with the time in which it is shown, in seconds of the film. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  /** Lines without empty ones among them. */
  readonly text: string;
}

/** The shots' captions, each for as long as its shot is the one that is seen. */
export const cuesOf = ({ pieces, rate }: Pick<FilmPlan, 'pieces' | 'rate'>): readonly Cue[] =>
  pieces
    .map(({ caption, from, frames }) => ({
      from: secondsOf(from, rate),
      to: secondsOf(from + frames, rate),
      text: linesOf(caption).join('\n'),
    }))
    .filter(({ text }) => text !== '');

/** A caption's lines. An empty one would end a cue, and other control characters are nobody's text. */
export const linesOf = (caption = ''): readonly string[] =>
  caption
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(/[\p{Cc}\s]+/gu, ' ').trim())
    .filter((line) => line !== '');

/** SubRip. */
export const toSrt = (cues: readonly Cue[]): string =>
  cues
    .map(({ from, to, text }, index) => `${index + 1}\n${clock(from, ',')} --> ${clock(to, ',')}\n${asPlain(text)}\n`)
    .join('\n');

/** SubRip has no way to write a text that looks like its marks, or like a time: what cannot be seen tells them apart. */
const asPlain = (text: string) => text.replace(/<(?=[/a-z])|\{(?=\\)|-(?=->)/gi, (mark) => `${mark}\u2060`);

/** WebVTT. */
export const toVtt = (cues: readonly Cue[]): string =>
  [
    'WEBVTT\n',
    ...cues.map(({ from, to, text }) => `${clock(from, '.')} --> ${clock(to, '.')}\n${escaped(text)}\n`),
  ].join('\n');

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function clock(seconds: number, separator: ',' | '.'): string {
  const thousandths = Math.round(seconds * 1000);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const [hours, minutes] = [thousandths / 3_600_000, (thousandths / 60_000) % 60];
  const rest = `${two((thousandths / 1000) % 60)}${separator}${String(thousandths % 1000).padStart(3, '0')}`;
  return `${two(hours)}:${two(minutes)}:${rest}`;
}
