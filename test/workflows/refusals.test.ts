import { describe, expect } from 'vitest';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

describe.concurrent('a gateway that refuses the order', () => {
  test('for two seconds is asked again after just that', async ({ stage }) => {
    const { videos, emulator, history } = await stage();
    const run = await videos.start('limited', request('[[fault:refuse-429*1]]'));
    expect(await run.result()).toMatchObject({ state: 'stored' });
    const { events } = JSON.parse((await history('limited')).json) as { events: object[] };
    expect(events[5]).toMatchObject({
      activityTaskStartedEventAttributes: {
        attempt: 2,
        lastFailure: { applicationFailureInfo: { type: 'ProviderError.rate-limit', nextRetryDelay: '2s' } },
      },
    });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 2 } });
  });

  test('without saying for how long is left alone for a minute', async ({ stage }) => {
    const { videos, emulator, client } = await stage();
    const run = await videos.start('limited-long', request('[[fault:refuse-429-bare*1]]'));
    const failure = await until(async () => {
      const [pending] = (await client.workflow.getHandle('limited-long').describe()).raw.pendingActivities ?? [];
      return pending?.lastFailure?.applicationFailureInfo;
    }, 'the refusal to be known to Temporal');
    expect(Number(failure.nextRetryDelay?.seconds)).toBeGreaterThanOrEqual(60);
    expect(await run.status()).toMatchObject({
      state: 'submitting',
      lastFailure: { type: 'ProviderError.rate-limit', attempt: 2 },
    });

    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'no' } });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 1 } });
  });

  test('for its content ends the run with the gateway’s own words', async ({ stage }) => {
    const { videos, emulator, keys, stored, client } = await stage();
    const run = await videos.start('refused', request('[[fault:refuse-moderation]]'));
    await expect(run.result()).rejects.toMatchObject({
      code: 'REFUSED',
      details: { status: 400, gatewayCode: 'content_policy_violation', billed: 'no' },
      message: expect.stringContaining('Content policy violation'),
    });
    await expect(client.workflow.getHandle('refused').result()).rejects.toMatchObject({ cause: { type: 'REFUSED' } });
    expect(await run.status()).toMatchObject({ state: 'failed' });
    expect(await stored(keys.submission('refused', 1))).toBeUndefined();
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 1 } });
  });
});
