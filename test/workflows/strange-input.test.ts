import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

describe.concurrent('what strangers send', () => {
  test.for<[string, unknown[]]>([
    ['without input', []],
    ['with null', [null]],
    ['with text', ['done']],
    ['with other fields', [{ n: 'one', taskId: 7 }]],
  ])('a callback signal %s is no trouble: the video is kept', async ([, input], { stage }) => {
    const clock = createManualClock();
    const { client, videos, emulator } = await stage({ emulator: { clock, queueSeconds: 0 } });
    const run = await videos.start('signalled', request());
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    await client.workflow.getHandle('signalled').signal('callbackReceived', ...input);
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });
});
