import { describe, expect } from 'vitest';
import { test } from '../staged-test.js';
import { aStoryboard, standing } from './a-storyboard.js';

/** What a shot of five seconds costs. */
const price = 25.5;

const shots = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `s${at}`, prompt: `Gull ${at}` }));

describe('the budget of a storyboard', { timeout: 180_000 }, () => {
  test('is never exceeded by shots that are made side by side; once it is raised, the rest is made', async ({
    stage,
  }) => {
    const { videos, emulator } = await stage();
    const document = aStoryboard(shots(30), { budget: `${10 * price} EVOLINK_CREDIT` });
    const board = await videos.storyboards.start('capped-1', document);
    const capped = await standing(board, ({ phase }) => phase === 'capped', 'the budget to be spent');
    expect(capped.note).toContain('budget storyboards/capped-1 has no room for this order, which may cost 25.5');
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 10, credits: { spent: String(10 * price) } });
    await board.raise(`${30 * price} EVOLINK_CREDIT`);
    expect((await board.result()).state).toBe('finished');
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 30, credits: { spent: String(30 * price) } });
  });

  test('that is spent ends it with what it has, where the document says so', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const document = aStoryboard(shots(4), { budget: `${2 * price} EVOLINK_CREDIT`, whenSpent: 'end' });
    const board = await videos.storyboards.start('capped-2', document);
    await expect(board.result()).rejects.toThrow(/lacks s2, s3: its budget is spent/);
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('counts what other runs and redone shots have cost', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const document = aStoryboard(shots(2), { budget: `${2 * price} EVOLINK_CREDIT`, whenSpent: 'end' });
    const board = await videos.storyboards.start('capped-3', document);
    expect((await board.result()).state).toBe('finished');
    await board.redo('s0');
    expect(await board.result()).toMatchObject({ state: 'finished', shots: [{ take: 1 }, { take: 1 }] });
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('counts nothing for a shot that the gateway has not billed', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const blocked = { id: 'fight', prompt: 'A fight [[fault:moderation]]' };
    const document = aStoryboard([blocked, { id: 'gull', prompt: 'A gull', after: [] }], {
      budget: `${price} EVOLINK_CREDIT`,
      parallel: 1,
    });
    const board = await videos.storyboards.start('capped-4', document);
    await expect(board.result()).rejects.toThrow('capped-4: lacks fight');
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 2, credits: { spent: String(price) } });
  });

  test('in another currency than the shots, or below the cheapest, is refused before anything is paid for', async ({
    stage,
  }) => {
    const { videos, emulator } = await stage();
    for (const [id, budget, reason] of [
      ['capped-5', '10 USD', /EVOLINK_CREDIT, in which/],
      ['capped-6', '25 EVOLINK_CREDIT', /at least 25.5 EVOLINK_CREDIT/],
    ] as const) {
      const board = await videos.storyboards.start(id, aStoryboard(shots(2), { budget }));
      await expect(board.result()).rejects.toMatchObject({
        code: 'INVALID_STORYBOARD',
        message: expect.stringMatching(reason),
      });
    }
    expect(emulator.bill().acceptedJobs).toBe(0);
  });
});
