import { describe, expect } from 'vitest';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

describe.concurrent('an outage of the gateway', () => {
  test('is met by one run: many others wait, and make their videos when it is over', async ({ stage }) => {
    let isAway = true;
    const instead = () => (isAway ? { status: 502, body: '<html>Bad gateway</html>' } : undefined);
    const here = await stage({ typicalSeconds: 600, between: { instead } });
    const { videos, emulator, history } = here;
    await videos.start('met-it', request());
    await inState(here, 'met-it', 'unknown');

    const ids = Array.from({ length: 12 }, (_, index) => `waits-${index}`);
    for (const id of ids) await videos.start(id, request());
    for (const id of ids) {
      await until(async () => (await videos.get(id).status()).note?.includes('has met an outage'), `${id} to wait`);
    }
    isAway = false;
    await until(() => emulator.bill().acceptedJobs === ids.length, 'all orders');
    expect(emulator.bill().requests.submits).toBe(ids.length);
    for (const id of ids) {
      const { scheduled } = await history(id);
      expect(scheduled('findSubmission')).toEqual([]);
      expect(scheduled('awaitTurn').length).toBeLessThanOrEqual(1);
    }
  });

  test('in which nobody listens leaves no run in doubt', async ({ stage }) => {
    const { videos, emulator, history } = await stage();
    await emulator.outage.begin({ how: 'refused' });
    const ids = Array.from({ length: 6 }, (_, index) => `refused-${index}`);
    const runs = await Promise.all(ids.map((id) => videos.start(id, request())));
    await until(async () => (await history('refused-0')).scheduled('submit').length > 0, 'the first try');
    await emulator.outage.end();
    for (const run of runs) expect(await run.result()).toMatchObject({ state: 'stored' });
    for (const id of ids) expect((await history(id)).scheduled('findSubmission')).toEqual([]);
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 6, requests: { submits: 6 } });
  });
});
