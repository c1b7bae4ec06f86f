import { clockSkewSeconds } from '../../domain/time-limits.js';
import type { TimeSpan } from '../video-model.js';

// DashScope writes times without saying where: "2025-09-29 14:18:52.331". They are Beijing's, eight hours ahead of UTC,
// as far as anybody has seen.

const aheadSeconds = 8 * 60 * 60;

/** Both readings of a written time, as Unix seconds: Beijing's first. */
export function readings(written: string): readonly number[] {
  const utcSeconds = Date.parse(`${written.trim().replace(' ', 'T')}Z`) / 1000;
  return Number.isNaN(utcSeconds) ? [] : [utcSeconds - aheadSeconds, utcSeconds];
}

/** The reading that lies in a span, else the latest that does not lie in the future. */
export const likeliestReading = (written: string, span: TimeSpan | undefined): number | undefined =>
  readings(written).find((seconds) => span !== undefined && seconds >= span.from && seconds <= span.to) ??
  readings(written).findLast((seconds) => seconds <= Date.now() / 1000 + clockSkewSeconds);

/** `YYYYMMDDhhmmss` in UTC. */
export const toUtcTime = (unixSeconds: number): string =>
  new Date(unixSeconds * 1000).toISOString().replaceAll(/[-:T]|\..*$/g, '');

/** `YYYYMMDDhhmmss` in Beijing. */
export const toBeijingTime = (unixSeconds: number): string => toUtcTime(unixSeconds + aheadSeconds);
