import { describe, expect } from 'vitest';
import { test } from '../staged-test.js';
import { aStoryboard, continuing, linesOf, standing } from './a-storyboard.js';

const quay = { id: 'quay', prompt: 'A quay at dawn' };

describe('a storyboard in trouble', { timeout: 120_000 }, () => {
  test('a moderated shot stops only what needs it, and a redo goes on without paying for the others', async ({
    stage,
  }) => {
    const { videos, emulator } = await stage({ emulator: { ffmpeg: 'auto' } });
    const document = aStoryboard([
      quay,
      { id: 'fight', prompt: 'A fight [[fault:moderation]]' },
      continuing('fight', { id: 'after', prompt: 'Afterwards' }),
    ]);
    const board = await videos.storyboards.start('harbour-of-failures-1', document);
    const error = await board.result().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'StoryboardError', code: 'INCOMPLETE' });
    expect((error as Error).message).toBe('harbour-of-failures-1: lacks fight, after');
    expect(linesOf(await board.status())).toEqual(['quay done 1', 'fight failed', 'after blocked']);
    await board.redo('fight', { prompt: 'A quarrel' });
    expect(linesOf(await board.result())).toEqual(['quay done 1', 'fight done 2', 'after done 1']);
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 4, credits: { spent: '76.5' } });
  });

  test('a storyboard that was terminated goes on with what its shots have become', async ({ stage }) => {
    const { videos, client, emulator } = await stage({ emulator: { runSeconds: 2 } });
    const document = aStoryboard([quay, { id: 'gull', prompt: 'A gull', after: ['quay'] }]);
    await videos.storyboards.start('harbour-of-failures-2', document);
    await standing(
      videos.storyboards.get('harbour-of-failures-2'),
      () => emulator.bill().acceptedJobs > 0,
      'the first order',
    );
    await client.workflow.getHandle('harbour-of-failures-2').terminate();
    const again = await videos.storyboards.start('harbour-of-failures-2', document);
    expect(linesOf(await again.result())).toEqual(['quay done 1', 'gull done 1']);
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('a document that can not be right ends before anything is paid for, whoever starts it', async ({ stage }) => {
    const { videos, client, taskQueue, emulator } = await stage();
    const wrong = aStoryboard([{ ...quay, after: ['nowhere'] }]);
    await expect(videos.storyboards.start('harbour-of-failures-3', wrong)).rejects.toThrow(/shots\.0\.after/);
    // Nothing that a client checks comes before it.
    const options = { workflowId: 'harbour-of-failures-3', taskQueue, args: [wrong] };
    const failure = await client.workflow.execute('storyboard', options).catch((error: Error) => error);
    const { cause } = failure as Error;
    expect(cause).toMatchObject({
      cause: { type: 'INVALID_STORYBOARD', message: expect.stringContaining('shots.0.after') },
    });
    expect(emulator.bill().acceptedJobs).toBe(0);
  });

  test('a redo that can not be says why, and changes nothing', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { runSeconds: 20 } });
    const board = await videos.storyboards.start(
      'harbour-of-failures-4',
      aStoryboard([quay, { id: 'gull', prompt: 'A gull', after: ['quay'] }]),
    );
    await standing(board, ({ shots }) => shots[0]?.state === 'shooting', 'the quay to be shot');
    await expect(board.redo('quay')).rejects.toThrow('quay is being made; wait for its end');
    await expect(board.redo('gull')).rejects.toThrow('gull needs quay, which is shooting');
    await expect(board.redo('nobody')).rejects.toThrow("there is no shot 'nobody'; shots: quay, gull");
    expect(emulator.bill().acceptedJobs).toBeLessThanOrEqual(1);
    await board.cancel();
  });

  test('after its deadline it waits for nothing, and what was ordered is kept', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { runSeconds: 8 } });
    const document = aStoryboard([quay, { id: 'gull', prompt: 'A gull', after: ['quay'] }], { deadline: '3s' });
    const board = await videos.storyboards.start('harbour-of-failures-5', document);
    await expect(board.result()).rejects.toThrow('harbour-of-failures-5: lacks quay, gull: its deadline has passed');
    expect(await videos.get('harbour-of-failures-5/quay/1').result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('a cancelled storyboard orders nothing more, and keeps what is paid', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { runSeconds: 3 } });
    const board = await videos.storyboards.start(
      'harbour-of-failures-6',
      aStoryboard([quay, { id: 'gull', prompt: 'A gull', after: ['quay'] }]),
    );
    await standing(board, () => emulator.bill().acceptedJobs > 0, 'the first order');
    await board.cancel();
    expect(await board.result()).toMatchObject({ state: 'cancelled' });
    expect(await videos.get('harbour-of-failures-6/quay/1').outcome()).toMatchObject({ state: 'cancelled' });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });
});
