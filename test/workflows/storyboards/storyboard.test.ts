import { describe, expect } from 'vitest';
import type { StoryboardDocument } from '../../../src/domain/documents/storyboard-document.js';
import { test } from '../staged-test.js';

const harbour = {
  title: 'The harbour',
  defaults: { model: 'evolink/wan2.6-text-to-video', durationSeconds: 5, resolution: '720p' },
  shots: [
    { id: 'quay', prompt: 'A quay at dawn', caption: 'Five in the morning' },
    { id: 'ship', model: 'evolink/wan2.6-image-to-video', continues: 'quay', prompt: 'A ship comes in' },
    { id: 'gull', prompt: 'A gull', after: ['quay'] },
  ],
} as const satisfies StoryboardDocument;

describe('a storyboard', { timeout: 120_000 }, () => {
  test('becomes a film of its shots, each paid for once', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { ffmpeg: 'auto', rendering: 'each' } });
    const board = await videos.storyboards.start('harbour', harbour);
    const { state, shots, film, cost } = await board.result();
    expect(state).toBe('finished');
    expect(shots.map(({ id, state: each, take }) => [id, each, take])).toEqual([
      ['quay', 'done', 1],
      ['ship', 'done', 1],
      ['gull', 'done', 1],
    ]);
    expect(film?.durationSeconds).toBeCloseTo(15, 0);
    expect(emulator.bill().acceptedJobs).toBe(3);
    expect(cost).toEqual({ amounts: [{ amount: '76.5', currency: 'EVOLINK_CREDIT' }], unknown: 0 });
  });
});
