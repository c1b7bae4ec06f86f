import { describe, expect } from 'vitest';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

/** Pauses are shares of the typical time. */
const brisk = { typicalSeconds: 0.4 };

describe.concurrent('a video that no repetition can store', () => {
  test('waits for a person while the gateway keeps it, and is stored once that is mended', async ({
    stage,
    backends: { bucket },
  }) => {
    const here = await stage(brisk);
    const id = 'in-the-way';
    const places = [here.keys.video(id), here.keys.video(id, 1)];
    for (const key of places) await bucket.create(key, Buffer.from('another file'), { contentType: 'video/mp4' });
    const run = await here.videos.start(id, request());

    const { note, taskId = '' } = await inState(here, id, 'quarantined');
    expect(note).toContain(`RESULT_UNREACHABLE: evolink ${taskId} has succeeded, but could not be stored`);
    expect(note).toContain(`another file under ${places[1]}`);
    expect(note).toMatch(/10 attempts .* until \d{4}-/);
    expect(note).toContain(`reelwork resolve ${id} --adopt ${taskId}`);

    await bucket.delete(places[1]!);
    await run.resolve({ action: 'adopt', taskId });
    expect(await run.result()).toMatchObject({ state: 'stored', taskId, video: { key: places[1] } });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('since the link leads to a page, waits for a person', async ({ stage }) => {
    const here = await stage(brisk);
    await here.videos.start('page', request('[[fault:html-instead]]'));
    const { note } = await inState(here, 'page', 'quarantined');
    expect(note).toMatch(/RESULT_UNREACHABLE: .* 10 attempts/);
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });
});
