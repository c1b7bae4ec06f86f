import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cyclesOf, dependantsOf, inOrder, parentsOf, type GraphShot } from '../../../src/domain/storyboards/graph.js';

const shot = (id: string, after: readonly string[] = [], continues?: string): GraphShot => ({ id, after, continues });

test('a shot waits for the one that it continues, and for those that it comes after, for each once', () => {
  expect(parentsOf(shot('c', ['a', 'b', 'a'], 'b'))).toEqual(['b', 'a']);
  expect(parentsOf(shot('a'))).toEqual([]);
});

test('what depends on a shot is what waits for it, directly or through others', () => {
  const shots = [shot('d', ['c']), shot('a'), shot('b', ['a']), shot('c', [], 'b'), shot('e')];
  const dependants = (id: string) => dependantsOf(shots, id).map((dependant) => dependant.id);
  expect(dependants('a')).toEqual(['d', 'b', 'c']);
  expect(dependants('c')).toEqual(['d']);
  expect(dependants('e')).toEqual([]);
});

test('shots that wait for each other are named in the order of their waiting', () => {
  expect(cyclesOf([shot('a', ['b']), shot('b', [], 'c'), shot('c', ['a']), shot('d', ['a'])])).toEqual([
    ['a', 'b', 'c', 'a'],
  ]);
  expect(cyclesOf([shot('a', ['a'])])).toEqual([['a', 'a']]);
  expect(() => inOrder([shot('a', ['b']), shot('b', ['a'])])).toThrow('these shots wait for each other: a → b → a');
});

test('a parent that is no shot is passed over', () => {
  const shots = [shot('b', ['gone']), shot('a')];
  expect(inOrder(shots)).toEqual(shots);
  expect(cyclesOf(shots)).toEqual([]);
});

const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);

/** Shots that wait for any others, themselves included. */
const anyShots = fc
  .subarray(ids, { minLength: 1 })
  .chain((some) =>
    fc.tuple(
      ...some.map((id) =>
        fc.record({ id: fc.constant(id), after: fc.subarray(some, { maxLength: Math.min(3, some.length) }) }),
      ),
    ),
  );

/** Shots that wait only for earlier ones, in any order. */
const orderlyShots = fc
  .tuple(...ids.map((id, index) => fc.record({ id: fc.constant(id), after: fc.subarray(ids.slice(0, index)) })))
  .chain((shots) => fc.shuffledSubarray(shots, { minLength: ids.length }));

/** Whether one shot waits for another, found by going every way. */
function waits(shots: readonly GraphShot[], from: string, to: string, seen = new Set<string>()): boolean {
  const parents = shots.filter(({ id }) => id === from).flatMap(parentsOf);
  return parents.some((parent) => {
    if (parent === to) return true;
    if (seen.has(parent)) return false;
    seen.add(parent);
    return waits(shots, parent, to, seen);
  });
}

test('whatever waits for what, each shot stands behind all that it waits for', () => {
  fc.assert(
    fc.property(orderlyShots, (shots) => {
      const order = inOrder(shots).map(({ id }) => id);
      expect(order.toSorted()).toEqual(ids.toSorted());
      for (const { id, after } of shots) {
        for (const parent of after) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(id));
      }
    }),
  );
});

test('whatever waits for what, the dependants of a shot are just those that wait for it', () => {
  fc.assert(
    fc.property(anyShots, (shots) => {
      for (const { id } of shots) {
        const waiting = shots.filter((other) => other.id !== id && waits(shots, other.id, id));
        expect(dependantsOf(shots, id)).toEqual(waiting);
      }
    }),
  );
});

test('whatever waits for what, every group that waits for each other is told of, and nothing else', () => {
  fc.assert(
    fc.property(anyShots, (shots) => {
      const cycles = cyclesOf(shots);
      for (const cycle of cycles) {
        expect(cycle.at(-1)).toBe(cycle[0]);
        cycle.slice(1).forEach((parent, step) => {
          expect(parentsOf(shots.find(({ id }) => id === cycle[step])!)).toContain(parent);
        });
      }
      for (const { id } of shots.filter((one) => waits(shots, one.id, one.id))) {
        const isTold = cycles.some(
          ([first = '']) => first === id || (waits(shots, id, first) && waits(shots, first, id)),
        );
        expect(isTold).toBe(true);
      }
    }),
  );
});
