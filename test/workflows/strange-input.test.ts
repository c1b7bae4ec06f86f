import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

describe.concurrent('what strangers send', () => {
  test.for<[string, string, unknown[]]>([
    ['without input', 'no-input', []],
    ['with null', 'null', [null]],
    ['with text', 'text', ['done']],
    ['with other fields', 'fields', [{ n: 'one', taskId: 7 }]],
  ])('a callback signal %s is no trouble: the video is kept', async ([, id, input], { stage }) => {
    const clock = createManualClock();
    const { client, videos, emulator } = await stage({ emulator: { clock, queueSeconds: 0 } });
    const run = await videos.start(id, request());
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    await client.workflow.getHandle(id).signal('callbackReceived', ...input);
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });
});
