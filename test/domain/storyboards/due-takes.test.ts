import { expect, test } from 'vitest';
import { dueTakes, type Redo } from '../../../src/domain/storyboards/due-takes.js';
import { survey, type Board } from '../../../src/domain/storyboards/survey.js';
import { aShot, aTake, boardOf } from './board-of.js';

const due = (board: Board, redos: readonly Redo[] = []) =>
  dueTakes(survey(board), board.takesOf, redos).map(({ shot, number, variation, parent, changes }) => ({
    shot: shot.id,
    number,
    variation,
    ...(parent !== undefined && { parent }),
    ...(changes !== undefined && { changes }),
  }));

const quay = aShot('quay');
const ship = aShot('ship', { continues: 'quay' });

test('due are as many takes as the document asks for, each another variation', () => {
  const shot = aShot('quay', { takes: 3 });
  expect(due(boardOf([shot]))).toEqual([
    { shot: 'quay', number: 1, variation: 1 },
    { shot: 'quay', number: 2, variation: 2 },
    { shot: 'quay', number: 3, variation: 3 },
  ]);
  expect(due(boardOf([shot], { quay: [aTake(shot, 1), aTake(shot, 2, { state: 'failed' })] }))).toEqual([
    { shot: 'quay', number: 3, variation: 3 },
  ]);
});

test('a shot that goes on from another is due once that is done, from its selected take', () => {
  expect(due(boardOf([quay, ship], { quay: [aTake(quay, 1, { state: 'begun' })] }))).toEqual([]);
  expect(due(boardOf([quay, ship], { quay: [aTake(quay, 1)] }))).toEqual([
    { shot: 'ship', number: 1, variation: 1, parent: 'quay-1' },
  ]);
});

test('neither a failed shot nor a stale one is due by itself', () => {
  const takes = {
    quay: [aTake(quay, 1), aTake(quay, 2, { isRedo: true })],
    ship: [aTake(ship, 1, { parent: 'quay-1' })],
  };
  expect(due(boardOf([quay, ship], takes))).toEqual([]);
  expect(due(boardOf([quay], { quay: [aTake(quay, 1, { state: 'failed' })] }))).toEqual([]);
});

test('a redo is one more take: another variation of the same order, or the first of a changed one', () => {
  const board = boardOf([quay], { quay: [aTake(quay, 1)] });
  expect(due(board, [{ shot: 'quay' }])).toEqual([{ shot: 'quay', number: 2, variation: 2 }]);
  const changes = { prompt: 'with gulls' };
  expect(due(board, [{ shot: 'quay', changes }])).toEqual([{ shot: 'quay', number: 2, variation: 1, changes }]);
});

test('a redo of a stale shot is the first variation that goes on from the new take', () => {
  const takes = {
    quay: [aTake(quay, 1), aTake(quay, 2, { isRedo: true })],
    ship: [aTake(ship, 1, { parent: 'quay-1' })],
  };
  expect(due(boardOf([quay, ship], takes), [{ shot: 'ship' }])).toEqual([
    { shot: 'ship', number: 2, variation: 1, parent: 'quay-2' },
  ]);
});

test('a shot that the document has changed gets a take of its own number', () => {
  const changed = aShot('quay', { base: 'another' });
  expect(due(boardOf([changed], { quay: [aTake(quay, 1)] }))).toEqual([{ shot: 'quay', number: 2, variation: 1 }]);
});
