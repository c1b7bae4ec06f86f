import { expect, test } from 'vitest';
import { survey, type Board } from '../../../src/domain/storyboards/survey.js';
import { aShot, aTake, boardOf } from './board-of.js';

const states = (board: Board) =>
  Object.fromEntries([...survey(board)].map(([id, { state, isStale }]) => [id, isStale ? `${state}, stale` : state]));

const quay = aShot('quay');
const ship = aShot('ship', { continues: 'quay' });
const gull = aShot('gull', { after: ['ship'] });

test('a shot waits until those before it are done', () => {
  const board = boardOf([quay, ship, gull], { quay: [aTake(quay, 1, { state: 'begun', digest: undefined })] });
  expect(states(board)).toEqual({ quay: 'shooting', ship: 'waiting', gull: 'waiting' });
});

test('one that has failed blocks those that need it, and no other', () => {
  const free = aShot('free');
  const board = boardOf([quay, ship, gull, free], {
    quay: [aTake(quay, 1, { state: 'failed' })],
    free: [aTake(free, 1)],
  });
  expect(states(board)).toEqual({ quay: 'failed', ship: 'blocked', gull: 'blocked', free: 'done' });
});

test('what has been made counts, whatever becomes of the shot before it', () => {
  const takes = { quay: [aTake(quay, 1, { state: 'failed' })], ship: [aTake(ship, 1, { parent: 'quay-1' })] };
  expect(states(boardOf([quay, ship], takes))['ship']).toContain('done');
});

test('a new take of a shot makes all stale that goes on from it, also through others', () => {
  const boat = aShot('boat', { continues: 'ship' });
  const takes = {
    quay: [aTake(quay, 1), aTake(quay, 2, { isRedo: true })],
    ship: [aTake(ship, 1, { parent: 'quay-1' })],
    boat: [aTake(boat, 1, { parent: 'ship-1' })],
  };
  expect(states(boardOf([quay, ship, boat], takes))).toEqual({
    quay: 'done',
    ship: 'done, stale',
    boat: 'done, stale',
  });
  const redone = { ...takes, ship: [...takes.ship, aTake(ship, 2, { parent: 'quay-2', isRedo: true })] };
  expect(states(boardOf([quay, ship, boat], redone))).toEqual({ quay: 'done', ship: 'done', boat: 'done, stale' });
});

test('a take of the document as it was before counts no more', () => {
  const changed = aShot('quay', { base: 'another' });
  expect(states(boardOf([changed], { quay: [aTake(quay, 1)] }))).toEqual({ quay: 'waiting' });
});

test('where each shot is asked for, one counts only once it is approved', () => {
  const takes = { quay: [aTake(quay, 1)] };
  const asksForEachShot = true;
  expect(states(boardOf([quay], takes, { asksForEachShot }))).toEqual({ quay: 'review' });
  const approved = { asksForEachShot, verdicts: { 'quay-1': 'approved' } as const };
  expect(states(boardOf([quay], takes, approved))).toEqual({ quay: 'done' });
  const rejected = { asksForEachShot, verdicts: { 'quay-1': 'rejected' } as const };
  expect(states(boardOf([quay], takes, rejected))).toEqual({ quay: 'rejected' });
});

test.each([
  ['the take that the document selects', {}, 2],
  ['the one that a person approved, also an earlier one', { verdicts: { 'quay-1': 'approved' } }, 1],
  ['none that a person rejected', { verdicts: { 'quay-2': 'rejected' } }, 1],
] as const)('into the film goes %s', (_, said, number) => {
  const shot = aShot('quay', { takes: 3, select: 2 });
  const takes = { quay: [1, 2, 3].map((each) => aTake(shot, each)) };
  expect(survey(boardOf([shot], takes, said as never)).get('quay')?.selected?.number).toBe(number);
});

test('into the film goes the newest take that a person has asked for', () => {
  const takes = {
    quay: [aTake(quay, 1), aTake(quay, 2, { isRedo: true }), aTake(quay, 3, { isRedo: true, state: 'failed' })],
  };
  expect(survey(boardOf([quay], takes)).get('quay')?.selected?.number).toBe(2);
});

test('a chain of 500 shots is looked at in one go', () => {
  const chain = Array.from({ length: 500 }, (_, at) => aShot(`s${at}`, at === 0 ? {} : { continues: `s${at - 1}` }));
  expect(new Set(Object.values(states(boardOf(chain))))).toEqual(new Set(['waiting']));
});
