import { describe, expect } from 'vitest';
import { test } from '../staged-test.js';
import { aStoryboard, linesOf, standing } from './a-storyboard.js';

const quay = { id: 'quay', prompt: 'A quay at dawn' };
const gull = { id: 'gull', prompt: 'A gull', after: ['quay'] };

describe('approval', { timeout: 120_000 }, () => {
  test('of each shot: what comes after it waits, and a rejected one is made once more with its changes', async ({
    stage,
  }) => {
    const { videos, emulator } = await stage();
    const board = await videos.storyboards.start(
      'harbour-of-approval-1',
      aStoryboard([quay, gull], { approval: 'each-shot' }),
    );
    const { reviews } = await standing(board, (status) => status.reviews.length > 0, 'the quay to be shown');
    expect(reviews).toMatchObject([{ of: 'shot', shot: 'quay' }]);
    expect(emulator.bill().acceptedJobs).toBe(1);

    await board.reject({ digest: reviews[0]!.digest, changes: { prompt: 'A quay at noon' } });
    const second = await standing(board, ({ shots }) => shots[0]?.take === 2, 'the second take');
    await expect(board.approve({ digest: reviews[0]!.digest })).rejects.toThrow('it was rejected before');
    await board.approve({ digest: second.reviews[0]!.digest });
    const third = await standing(board, ({ reviews: [open] }) => open?.shot === 'gull', 'the gull to be shown');
    await board.approve({ digest: third.reviews[0]!.digest });
    expect(linesOf(await board.result())).toEqual(['quay done 2', 'gull done 1']);
    expect(emulator.bill().acceptedJobs).toBe(3);
  });

  test('before anything is spent: nothing is ordered until the plan is approved', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const board = await videos.storyboards.start(
      'harbour-of-approval-2',
      aStoryboard([quay, gull], { approval: 'before-spend' }),
    );
    const { reviews } = await standing(board, (status) => status.reviews.length > 0, 'the plan to be shown');
    expect(reviews).toMatchObject([{ of: 'plan', about: '2 shots, at most 51 EvoLink credits' }]);
    await expect(board.approve({ digest: 'another' })).rejects.toThrow('nothing has the digest another now');
    expect(emulator.bill().acceptedJobs).toBe(0);
    await board.approve({ digest: reviews[0]!.digest });
    await board.result();
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('that nobody gives in time counts as the document says', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const approval = { mode: 'before-spend', timeout: '1s', then: 'reject' } as const;
    const board = await videos.storyboards.start('harbour-of-approval-3', aStoryboard([quay], { approval }));
    await expect(board.result()).rejects.toMatchObject({ code: 'REJECTED' });
    expect(emulator.bill().acceptedJobs).toBe(0);
  });

  test('of another take selects it', async ({ stage }) => {
    const { videos } = await stage();
    const document = aStoryboard([{ ...quay, takes: 2 }, gull], { approval: 'each-shot' });
    const board = await videos.storyboards.start('harbour-of-approval-4', document);
    await standing(board, (status) => status.reviews.length > 0, 'the quay to be shown');
    const second = await standing(board, () => true, 'its takes');
    expect(second.shots[0]).toMatchObject({ take: 1, takes: 2 });
  });

  test('comes too late once the storyboard has ended', async ({ stage }) => {
    const { videos } = await stage();
    const board = await videos.storyboards.start('harbour-of-approval-5', aStoryboard([quay]));
    await board.result();
    await expect(board.approve({ digest: 'any' })).rejects.toThrow('it has ended');
  });
});
