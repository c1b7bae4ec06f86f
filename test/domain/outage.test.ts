import { describe, expect, test } from 'vitest';
import { afterFailure, breakerState, outagePauseSeconds, underTrial, type Outage } from '../../src/domain/outage.js';

const nowMs = Date.parse('2026-01-01T00:00:00Z');
const met = (isDead: boolean, typicalSeconds = 120) => ({ reason: 'no whole answer', isDead, typicalSeconds, nowMs });
const secondsOf = ({ until }: Outage) => (Date.parse(until) - nowMs) / 1000;

/** The outage after so many failures in a row. */
function after(failures: number, isDead: boolean): Outage {
  let outage: Outage | undefined;
  for (let count = 0; count < failures; count += 1) outage = afterFailure(outage, met(isDead));
  return outage!;
}

describe('an outage', () => {
  test('of a gateway that answers nothing stops orders at once, each time twice as long, up to five minutes', () => {
    const stops = [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => secondsOf(after(failures, true)));
    expect(stops).toEqual([15, 30, 60, 120, 240, 300, 300, 300]);
  });

  test('of a gateway whose videos take seconds stops orders for a second at first', () => {
    expect(secondsOf(afterFailure(undefined, met(true, 4)))).toBe(1);
    expect(secondsOf(afterFailure(undefined, met(true, 40)))).toBe(5);
  });

  test('of a gateway that still answers other questions stops orders after the third in a row', () => {
    expect(breakerState(after(1, false), nowMs)).toBe('closed');
    expect(breakerState(after(2, false), nowMs)).toBe('closed');
    expect(breakerState(after(3, false), nowMs)).toBe('open');
    expect(secondsOf(after(3, false))).toBe(15);
    expect(secondsOf(after(4, false))).toBe(30);
  });

  test('lets one order try when a stop is over, and the next one when that has died', () => {
    const stopped = after(1, true);
    const overMs = nowMs + 15_000;
    expect(breakerState(stopped, overMs - 1)).toBe('open');
    expect(breakerState(stopped, overMs)).toBe('half-open');
    const tried = underTrial(stopped, overMs, 600);
    expect(breakerState(tried, overMs)).toBe('open');
    expect(breakerState(tried, overMs + 140_000)).toBe('half-open');
    expect(secondsOf(afterFailure(tried, met(false)))).toBe(30);
  });

  test('is looked at when a stop ends, not by all at once, and more often while one order tries', () => {
    const stopped = after(4, true);
    expect(outagePauseSeconds(stopped, nowMs, 0)).toBe(60);
    expect(outagePauseSeconds(stopped, nowMs + 100_000, 0)).toBe(20);
    expect(outagePauseSeconds(stopped, nowMs + 100_000, 0.5)).toBe(25);
    expect(outagePauseSeconds(stopped, nowMs + 119_999, 0)).toBe(2);
    expect(outagePauseSeconds(underTrial(stopped, nowMs, 600), nowMs, 0)).toBe(30);
    expect(outagePauseSeconds(underTrial(stopped, nowMs, 600), nowMs, 0.5)).toBe(22.5);
  });
});
