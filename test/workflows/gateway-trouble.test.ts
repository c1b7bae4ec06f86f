import { describe, expect } from 'vitest';
import { createManualClock, type FaultName } from '../../src/testing/emulator/index.js';
import type { Meddling } from '../helpers/http-proxy.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

describe.concurrent('a gateway that ends an accepted task without a video', () => {
  // EvoLink documents a refund for failed tasks, and says nothing of cancelled ones.
  test.for<[FaultName, 'no' | 'unknown', object]>([
    ['moderation', 'no', { code: 'GENERATION_FAILED', details: { gatewayCode: 'content_policy_violation' } }],
    ['provider-fault', 'no', { code: 'GENERATION_FAILED', details: { gatewayCode: 'service_error' } }],
    ['cancelled', 'unknown', { code: 'CANCELLED_AT_GATEWAY' }],
    ['cancelled-as-failed', 'unknown', { code: 'CANCELLED_AT_GATEWAY' }],
  ])(
    '(%s) ends the run in its words, and says what is known of the bill: %s',
    async ([fault, billed, expected], { stage }) => {
      const { videos, emulator } = await stage();
      const run = await videos.start(fault, request(`[[fault:${fault}]]`));
      const failure = await run.result().catch((error: unknown) => error);
      const [job] = emulator.bill({ perTask: true }).perTask ?? [];
      expect(failure).toMatchObject({ name: 'GenerationError', ...expected });
      expect(failure).toMatchObject({ details: { billed, gateway: 'evolink', taskId: job?.id } });
      expect((failure as Error).message).toContain(job?.id);
      expect(await run.status()).toMatchObject({ state: 'failed' });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, credits: { spent: '0' } });
    },
  );
});

describe.concurrent('a gateway that can’t be understood', () => {
  test('because of a status that nobody knows is asked again until it is done', async ({ stage }) => {
    const clock = createManualClock();
    const { videos, emulator } = await stage({ emulator: { clock, queueSeconds: 0 } });
    const run = await videos.start('strange', request('[[fault:unknown-status]]'));
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    await clock.advance(0);
    await until(() => emulator.bill().requests.statusReads >= 2, 'two reads');
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });

  test.for<FaultName>(['status-404', 'status-500', 'status-503', 'status-html'])(
    '(%s) is asked again, and the video is kept',
    async (fault, { stage }) => {
      const { videos, emulator } = await stage();
      emulator.faults.nextRead(fault);
      const run = await videos.start(fault, request());
      expect(await run.result()).toMatchObject({ state: 'stored' });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { statusReads: 3 } });
    },
  );

  test.for([401, 403])('(%d from a proxy, twice) is asked again, and the video is kept', async (status, { stage }) => {
    let refused = 0;
    const beforeAnswer: Meddling['beforeAnswer'] = ({ method }) => {
      if (method === 'POST' || refused === 2) return undefined;
      refused += 1;
      return status;
    };
    const { videos, emulator } = await stage({ between: { beforeAnswer } });
    const run = await videos.start(`refused-${status}`, request());
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(refused).toBe(2);
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('(429) is left alone for as long as it asks, and the run says so', async ({ stage }) => {
    const { videos, emulator, client } = await stage();
    emulator.faults.nextRead('status-429');
    const run = await videos.start('too-many', request());
    const failure = await until(async () => {
      const [pending] = (await client.workflow.getHandle('too-many').describe()).raw.pendingActivities ?? [];
      const info = pending?.lastFailure?.applicationFailureInfo;
      return info?.type === 'ProviderError.rate-limit' && info;
    }, 'the refused read');
    expect(Number(failure.nextRetryDelay?.seconds)).toBeGreaterThanOrEqual(5);
    expect(await run.status()).toMatchObject({
      state: 'generating',
      lastFailure: { type: 'ProviderError.rate-limit' },
    });
  });
});

describe.concurrent('a gateway that calls a task done but shows no video', () => {
  const resting = ({ videos }: Stage, id: string) =>
    until(async () => {
      const status = await videos.get(id).status();
      return status.state === 'quarantined' && status;
    }, 'the quarantine');

  test('is read five times, then the run rests until the gateway calls again', async ({ stage }) => {
    const here = await stage();
    await here.videos.start('linkless', request('[[fault:no-link]]'));
    const { note } = await resting(here, 'linkless');
    expect(note).toContain('RESULT_MISSING');
    expect(here.emulator.bill().requests.statusReads).toBe(5);

    expect(await here.callBack('linkless')).toBe(204);
    await until(() => here.emulator.bill().requests.statusReads === 6, 'a read after the callback');
  });

  test('leaves a run that can be cancelled, and says that it was billed', async ({ stage }) => {
    const here = await stage();
    const run = await here.videos.start('given-up', request('[[fault:no-link]]'));
    const { taskId } = await resting(here, 'given-up');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'yes', taskId } });
  });
});
