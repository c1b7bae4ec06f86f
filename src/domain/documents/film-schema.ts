import { z } from 'zod';
import { aspectRatio, resolution } from '../requests/fields.js';
import { eitherOf, numberFrom, oneOf, strict } from './strict.js';

const rates = [24, 25, 30, 50, 60] as const;

const sound = (what: string) =>
  strict(what, {
    url: z
      .string('an https:// or s3:// link, or a name out of references')
      .describe('An https:// or s3:// link, or a name.'),
    volume: numberFrom(0, 1).default(1).describe('From 0, silent, to 1, as loud as its file.'),
  }).optional();

const crossfade = strict('a transition', {
  crossfade: numberFrom(0.1, 10).describe('In seconds; shorter than half of the shortest shot.'),
});

const settings = strict('film', {
  transition: z
    .union([z.literal('cut'), crossfade], "'cut' or { crossfade: seconds }")
    .default('cut')
    .describe('How one shot gives way to the next.'),
  music: sound('music').describe('Music under the whole film.'),
  voice: sound('voice').describe('A voice over the whole film.'),
  captions: oneOf(['none', 'burnt-in', 'track'])
    .default('none')
    .describe("What becomes of the shots' captions: part of the picture, or a track that can be switched off."),
  framesPerSecond: z
    .literal([...rates], eitherOf(rates))
    .optional()
    .describe('As the first shot has it, unless said otherwise.'),
  resolution: oneOf(resolution.unwrap().options).optional().describe('As most shots have it, unless said otherwise.'),
  aspectRatio: oneOf(aspectRatio.unwrap().options).optional().describe('As most shots have it, unless said otherwise.'),
  loudness: numberFrom(-31, -5)
    .optional()
    .describe('How loud the whole is to be, in LUFS. Left as it is, unless said.'),
  missing: oneOf(['refuse', 'skip']).default('refuse').describe('Whether a film is made although shots are missing.'),
});

/** What becomes of the takes in the end. */
export const film = z
  .union([z.literal('none'), settings], "'none', or an object with transition, music, voice, captions, …")
  .prefault({})
  .describe('The film that is made of the shots, in their order; `none` makes none.');
