import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fairnessKeyOf, inTurn, ticketLifeSeconds, turnPauseSeconds, type Ticket } from '../../src/domain/gate.js';

const shares = ['default', 'storyboard-a', 'storyboard-b', 'storyboard-c'];

const line = fc.uniqueArray(
  fc.record({
    name: fc.uuid(),
    fairnessKey: fc.constantFrom(...shares),
    orderedAtMs: fc.nat({ max: 50 }),
    aliveUntilMs: fc.constant(0),
  }),
  { selector: ({ name }) => name, maxLength: 60 },
);
const held = fc
  .dictionary(fc.constantFrom(...shares), fc.nat({ max: 6 }))
  .map((counts) => new Map(Object.entries(counts)));

const ofShare = (tickets: readonly Ticket[], share: string) =>
  tickets.filter(({ fairnessKey }) => fairnessKey === share);

describe('the order in which waiters get places', () => {
  test('holds everybody once, and within a share the older order comes first', () => {
    fc.assert(
      fc.property(line, held, (tickets, places) => {
        const order = inTurn(tickets, places);
        expect(new Set(order)).toEqual(new Set(tickets));
        expect(order).toHaveLength(tickets.length);
        for (const share of shares) {
          const ages = ofShare(order, share).map(({ orderedAtMs }) => orderedAtMs);
          expect(ages).toEqual(ages.toSorted((left, right) => left - right));
        }
      }),
    );
  });

  test('gives each place to a share that has the fewest of all that still wait', () => {
    fc.assert(
      fc.property(line, held, (tickets, places) => {
        const has = new Map(places);
        const order = inTurn(tickets, places);
        for (const [index, { fairnessKey }] of order.entries()) {
          const waiting = new Set(order.slice(index).map((ticket) => ticket.fairnessKey));
          const fewest = Math.min(...[...waiting].map((share) => has.get(share) ?? 0));
          expect(has.get(fairnessKey) ?? 0).toBe(fewest);
          has.set(fairnessKey, fewest + 1);
        }
      }),
    );
  });

  test('is the same whoever looks at the same line', () => {
    fc.assert(
      fc.property(line, held, (tickets, places) => {
        expect(inTurn(tickets.toReversed(), places)).toEqual(inTurn(tickets, places));
      }),
    );
  });

  test('lets a newcomer’s share in before the next of one that has all the places', () => {
    const ticket = (name: string, fairnessKey: string, orderedAtMs: number): Ticket => ({
      name,
      fairnessKey,
      orderedAtMs,
      aliveUntilMs: 0,
    });
    const many = Array.from({ length: 500 }, (_, index) => ticket(`many-${index}`, 'default', index));
    const late = ticket('late', 'storyboard-a', 10_000);
    expect(inTurn([...many, late], new Map([['default', 4]]))[0]).toBe(late);
    expect(inTurn([...many, late], new Map([['storyboard-a', 5]]))[0]).toBe(many[0]);
  });
});

test('all takes of a storyboard take from one share, whatever it is called', () => {
  const keyOf = (id: string) => fairnessKeyOf(id, undefined);
  expect(keyOf('film/1/2')).toBe(keyOf('film/7/1'));
  expect(keyOf('film/1/1')).not.toBe(keyOf('other/1/1'));
  expect(keyOf('ad-42')).toBe(keyOf('ad-43'));
  expect(keyOf('default/1/1')).not.toBe(keyOf('default'));
});

test('all generations of a tenant take from one share, storyboards and others', () => {
  expect(fairnessKeyOf('film/1/2', 'a')).toBe(fairnessKeyOf('ad-42', 'a'));
  expect(fairnessKeyOf('ad-42', 'a')).not.toBe(fairnessKeyOf('ad-43', 'b'));
  expect(fairnessKeyOf('ad-42', 'default')).not.toBe(fairnessKeyOf('ad-42', undefined));
});

describe('a waiter', () => {
  const facts = { places: 5, typicalSeconds: 180, lookSeconds: 0, random: 0 };

  test('looks the seldomer the farther back it stands, from 2 s to 120 s', () => {
    const pauses = Array.from({ length: 500 }, (_, ahead) => turnPauseSeconds({ ...facts, ahead }));
    expect(pauses).toEqual(pauses.toSorted((left, right) => left - right));
    expect(pauses[0]).toBe(9);
    expect(pauses.at(-1)).toBe(120);
    expect(turnPauseSeconds({ ...facts, ahead: 0, typicalSeconds: 2 })).toBe(2);
  });

  test('looks the seldomer the slower the bucket is, unless it stands in front', () => {
    expect(turnPauseSeconds({ ...facts, ahead: 5, lookSeconds: 10 })).toBe(40);
    expect(turnPauseSeconds({ ...facts, ahead: 5, lookSeconds: 60 })).toBe(120);
    expect(turnPauseSeconds({ ...facts, ahead: 4, lookSeconds: 60 })).toBe(9);
  });

  test('has looked by the time of its turn, and counts as alive until its next look', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 600 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (ahead, places, typicalSeconds, random) => {
          const pause = turnPauseSeconds({ ahead, places, typicalSeconds, lookSeconds: 0, random });
          expect(pause).toBeGreaterThan(1);
          expect(pause).toBeLessThanOrEqual(Math.max(2, ((ahead + 1) * typicalSeconds) / places));
          expect(ticketLifeSeconds(pause)).toBeGreaterThan(pause + 30);
        },
      ),
    );
  });
});
