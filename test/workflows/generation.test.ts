import { describe, expect } from 'vitest';
import { models } from '../../src/domain/models.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { startTemporalBackend, workerLog } from '../helpers/backends.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

describe.concurrent('a generation', () => {
  test('takes 23 history events by polling, however often the gateway is asked', async ({ stage }) => {
    const clock = createManualClock();
    const { videos, emulator, history } = await stage({ emulator: { clock }, typicalSeconds: 6 });
    const run = await videos.start('polled', request());
    await until(() => emulator.bill().requests.statusReads === 3, 'three reads');
    await clock.advance(60_000);
    await run.result();
    expect((await history('polled')).events).toHaveLength(23);
  });

  test('takes 27 history events when a callback ends the wait', async ({ stage }) => {
    const clock = createManualClock();
    const { videos, emulator, history, client } = await stage({
      emulator: { clock },
      callbacks: true,
      typicalSeconds: 600,
    });
    const run = await videos.start('called', request());
    await until(async () => {
      const [pending] = (await client.workflow.getHandle('called').describe()).raw.pendingActivities ?? [];
      return pending?.activityType?.name === 'awaitVideo' && pending.lastFailure;
    }, 'the wait for the first read');
    await clock.advance(60_000);
    await run.result();
    expect(emulator.bill().requests.statusReads).toBe(1);
    expect((await history('called')).events).toHaveLength(27);
  });

  test('takes one more event for each change of state where the search attributes are registered', async ({
    stage,
  }) => {
    const temporal = await startTemporalBackend({});
    const { videos, history, client } = await stage({ temporal });
    const run = await videos.start('indexed', request());
    const { taskId, cost } = await run.result();
    const { events } = await history('indexed');
    expect(events.filter((event) => event === 'UpsertWorkflowSearchAttributes')).toHaveLength(3);
    expect(events).toHaveLength(23 + 3);
    const { searchAttributes } = await client.workflow.getHandle('indexed').describe();
    expect(searchAttributes).toMatchObject({
      ReelworkState: ['stored'],
      ReelworkModel: ['evolink/wan2.6-text-to-video'],
      ReelworkGateway: ['evolink'],
      ReelworkTaskId: [taskId],
      ReelworkCostMicros: [Number(cost.amount) * 1e6],
    });
  });

  test('ends with what stands in the bucket: the video, its manifest, and who ordered what', async ({
    stage,
    backends,
  }) => {
    const { videos, emulator, keys, stored } = await stage();
    const result = await (await videos.start('kept', request())).result();

    const [job] = emulator.bill({ perTask: true }).perTask ?? [];
    const key = keys.video('kept');
    expect(result).toMatchObject({ schema: 1, id: 'kept', state: 'stored', taskId: job?.id });
    expect(result.cost).toEqual({ amount: job?.charged, currency: 'EVOLINK_CREDIT', basis: 'settled' });
    expect(await stored(keys.manifest('kept'))).toEqual(result);
    const head = await backends.bucket.head(key);
    expect(result.video).toMatchObject({ uri: `s3://reelwork/${key}`, bytes: head?.bytes, crc32: head?.crc32 });

    const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: job?.id };
    expect(await stored(keys.submission('kept', 1))).toMatchObject({ model: request().model, namespace: 'default' });
    expect(await stored(keys.acceptance('kept', 1))).toMatchObject({ task, cost: { amount: job?.reserved } });
    expect(await stored(keys.taskClaim(result.submissions[0]!.task!))).toEqual({ schema: 1, id: 'kept', n: 1 });
  });

  test('is told how long it takes by the gateway unless the worker is told otherwise', async ({ stage }) => {
    const { videos } = await stage({ emulator: { runSeconds: 60 }, typicalSeconds: 'by-gateway' });
    const run = await videos.start('estimated', request());
    await expect.poll(async () => (await run.status()).expectedSeconds, { timeout: 20_000 }).toBe(61);
    expect(models['evolink/wan2.6-text-to-video'].typicalSeconds).not.toBe(61);
  });

  test('leaves no key, callback address or link in the history or in the worker’s log', async ({ stage }) => {
    const { videos, emulator, history, secretsOf } = await stage({ callbacks: true, typicalSeconds: 600 });
    const run = await videos.start('discreet', request('[[fault:status-500]] [[fault:callback-twice]]'));
    const { taskId } = await run.result();
    const answer = await fetch(`${emulator.url}/v1/tasks/${taskId}`, { headers: { authorization: 'Bearer any' } });
    const { results } = (await answer.json()) as { results: [string] };
    const link = new URL(results[0]);

    const { text } = await history('discreet');
    const log = workerLog.join('\n');
    expect(text).toContain(taskId);
    expect(log).toContain('discreet');
    for (const secret of [...secretsOf('discreet'), link.search, link.pathname, '/callbacks/']) {
      expect(text).not.toContain(secret);
      expect(log).not.toContain(secret);
    }
  });
});
