import { mixGraph, mixInputs, type Mix } from './mix.js';

/** How loud a sound is, by EBU R 128. */
export interface Loudness {
  /** LUFS. */
  readonly integrated: number;
  /** True peak, in dBFS. */
  readonly peak: number;
}

/** What an AAC encoder may add to a peak still fits, in dBFS. */
const highestPeak = -1.5;
/** At and below that there is nothing to bring to any loudness, in LUFS. */
const silence = -70;
/** Nearer to a loudness than that, nobody hears a difference. In LU. */
const tolerated = 0.2;
/** Where peaks are held back, that takes loudness away, too: so it is measured and tried again. */
const mostTries = 5;

/** Asks ffmpeg how loud the mix is after `level`: it prints the answer on stderr. */
export const measureMix = (mix: Mix, level: readonly string[]): readonly string[] =>
  [
    mixInputs(mix),
    ['-filter_complex', mixGraph(mix, 0, [...level, 'ebur128=peak=true'])],
    ['-map', '[mix]', '-f', 'null', '-'],
  ].flat();

/** Reads the answer, which comes last; `undefined` where all is silent. */
export function readLoudness(stderr: string): Loudness | undefined {
  const summary = stderr.slice(stderr.lastIndexOf('Integrated loudness:'));
  const [, integrated] = /\bI:\s*(-?[\d.]+) LUFS/.exec(summary) ?? [];
  const [, peak] = /\bPeak:\s*(-?[\d.]+|-inf) dBFS/.exec(summary) ?? [];
  if (integrated === undefined || peak === undefined) throw new Error('ffmpeg has not said how loud the sound is');
  return Number(integrated) <= silence || peak === '-inf'
    ? undefined
    : { integrated: Number(integrated), peak: Number(peak) };
}

const gainOf = (gain: number): string => `volume=${gain.toFixed(2)}dB`;
const peaksHeld = `alimiter=limit=${(10 ** (highestPeak / 20)).toFixed(4)}:level=false:latency=1`;

/**
 * Filters that bring a sound to `loudness` by one gain, holding back only peaks that would not fit. Where no loudness is
 * wanted: that turn it down as a whole until its peaks fit. `measure` tells how loud it is after filters.
 */
export async function findLevel(
  measure: (level: readonly string[]) => Promise<Loudness | undefined>,
  loudness: number | undefined,
): Promise<readonly string[]> {
  const own = await measure([]);
  if (own === undefined) return [];
  const room = highestPeak - own.peak;
  if (loudness === undefined) return room < 0 ? [gainOf(room)] : [];
  let gain = loudness - own.integrated;
  if (gain <= room) return [gainOf(gain)];
  for (let tries = 1; tries < mostTries; tries += 1) {
    const reached = await measure([gainOf(gain), peaksHeld]);
    const missing = loudness - (reached?.integrated ?? loudness);
    if (Math.abs(missing) <= tolerated) break;
    gain += missing;
  }
  return [gainOf(gain), peaksHeld];
}
