import { samplesPerSecond } from './frame-rate.js';

// Parts of ffmpeg's filter graphs. All sound is stereo at 48 kHz, and counted in samples: nothing here can drift.

/** What all sound is brought to; gaps, and a late beginning, become silence. */
const alike = `aresample=${samplesPerSecond}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo`;

/** Sound of exactly so many samples: what is missing at its end is silence. */
export const soundOf = (samples: number): string =>
  `${alike},apad=whole_len=${samples},atrim=end_sample=${samples},asetpts=N/SR/TB`;

/** The samples from `from` up to, but not including, `to`, of a sound that lasts as long or is silent there. */
export const soundBetween = (from: number, to: number): string =>
  `${alike},apad=whole_len=${to},atrim=start_sample=${from}:end_sample=${to},asetpts=N/SR/TB`;

/** Silence of so many samples, as a source. */
export const silence = (samples: number): string =>
  `anullsrc=sample_rate=${samplesPerSecond}:channel_layout=stereo,aformat=sample_fmts=fltp,atrim=end_sample=${samples}`;

/** Two shots' sounds have nothing to do with each other: half-way through each has half its power, not half its height. */
const curve = 'curve=qsin';
export const fadeIn = (samples: number): string => `afade=t=in:start_sample=0:nb_samples=${samples}:${curve}`;
export const fadeOut = (from: number, samples: number): string =>
  `afade=t=out:start_sample=${from}:nb_samples=${samples}:${curve}`;

/** Adds sounds up as they are; the first one's length counts. */
export const addUp = (count: number): string => `amix=inputs=${count}:duration=first:normalize=0`;

/** How sound is written that is read again: as bare samples, so that several in a row are their bytes in a row. */
export const bareSamples: readonly string[] = ['-f', 's16le', '-ar', String(samplesPerSecond), '-ac', '2'];
export const bytesPerSample = 4;
