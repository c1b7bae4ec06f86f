import { describe, expect } from 'vitest';
import { test } from '../staged-test.js';
import { aStoryboard, continuing, linesOf } from './a-storyboard.js';

const quay = { id: 'quay', prompt: 'A quay at dawn' };
const ship = continuing('quay', { id: 'ship', prompt: 'A ship comes in' });
const gull = { id: 'gull', prompt: 'A gull' };

describe('takes', { timeout: 120_000 }, () => {
  test('a storyboard that is run again pays for nothing again', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const document = aStoryboard([quay, gull]);
    await (await videos.storyboards.start('harbour-of-takes-1', document)).result();
    const again = await (await videos.storyboards.start('harbour-of-takes-1', document)).result();
    expect(linesOf(again)).toEqual(['quay done 1', 'gull done 1']);
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('an equal shot of another storyboard is used again, and costs nothing there', async ({ stage }) => {
    const { videos, emulator } = await stage();
    await (await videos.storyboards.start('harbour-of-takes-2', aStoryboard([quay, gull]))).result();
    const other = await (
      await videos.storyboards.start('other-of-takes-2', aStoryboard([gull, { id: 'boat', prompt: 'A boat' }]))
    ).result();
    expect(other.shots.map(({ generation }) => generation)).toEqual([
      'harbour-of-takes-2/gull/1',
      'other-of-takes-2/boat/1',
    ]);
    expect(other.cost).toEqual({ amounts: [{ amount: '25.5', currency: 'EVOLINK_CREDIT' }], unknown: 0 });
    expect(emulator.bill().acceptedJobs).toBe(3);
  });

  test('unless it is asked for', async ({ stage }) => {
    const { videos, emulator } = await stage();
    await (await videos.storyboards.start('harbour-of-takes-3', aStoryboard([gull]))).result();
    await (await videos.storyboards.start('other-of-takes-3', aStoryboard([gull]), { fresh: true })).result();
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('two storyboards that need the same video at the same time pay for it once', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { runSeconds: 3 } });
    const boards = await Promise.all(
      ['one-of-takes-4', 'two-of-takes-4'].map((id) => videos.storyboards.start(id, aStoryboard([gull]))),
    );
    const [one, two] = await Promise.all(boards.map((board) => board.result()));
    expect(one?.shots[0]?.generation).toBe(two?.shots[0]?.generation);
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('a redone shot makes stale what goes on from it, and that is not paid for by itself', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { ffmpeg: 'auto' } });
    const board = await videos.storyboards.start('harbour-of-takes-5', aStoryboard([quay, ship, gull]));
    expect(linesOf(await board.result())).toEqual(['quay done 1', 'ship done 1', 'gull done 1']);
    await board.redo('quay', { prompt: 'A quay at noon' });
    expect(linesOf(await board.result())).toEqual(['quay done 2', 'ship done 1 stale', 'gull done 1']);
    expect(emulator.bill().acceptedJobs).toBe(4);
    await board.redo('ship');
    expect(linesOf(await board.result())).toEqual(['quay done 2', 'ship done 2', 'gull done 1']);
    expect(emulator.bill().acceptedJobs).toBe(5);
  });

  test('a shot that the document changes is made anew, and nothing else is', async ({ stage }) => {
    const { videos, emulator } = await stage();
    await (await videos.storyboards.start('harbour-of-takes-6', aStoryboard([quay, gull]))).result();
    const changed = aStoryboard([{ ...quay, prompt: 'A quay in the rain' }, gull]);
    const result = await (await videos.storyboards.start('harbour-of-takes-6', changed)).result();
    expect(linesOf(result)).toEqual(['quay done 2', 'gull done 1']);
    expect(emulator.bill().acceptedJobs).toBe(3);
  });

  test('of three takes the one that the document selects goes into the film', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const board = await videos.storyboards.start('harbour-of-takes-7', aStoryboard([{ ...quay, takes: 3, select: 2 }]));
    const { shots } = await board.result();
    expect(shots).toMatchObject([{ take: 2, takes: 3, generation: 'harbour-of-takes-7/quay/2' }]);
    expect(emulator.bill().acceptedJobs).toBe(3);
  });
});
