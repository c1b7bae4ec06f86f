import { expect, test } from 'vitest';
import { emulatorOnHand, imageToVideo, referenceVideo, textToVideo } from './emulators.js';

test('a task goes from pending over processing to completed, at the pace of the clock', async () => {
  const { gateway, clock } = await emulatorOnHand();
  const { json: submitted } = await gateway.submit(textToVideo);
  const { usage, ...pending } = submitted;
  const read = async () => (await gateway.task(submitted.id)).json;
  expect(await read()).toEqual(pending);

  await clock.advance(2_000);
  expect(await read()).toMatchObject({
    status: 'processing',
    progress: 0,
    task_info: { can_cancel: false, estimated_time: 6 },
  });
  await clock.advance(2_700);
  expect(await read()).toMatchObject({ status: 'processing', progress: 45, task_info: { estimated_time: 4 } });
  await clock.advance(3_299);
  expect(await read()).toMatchObject({ status: 'processing', progress: 99 });
  await clock.advance(1);
  const completed = await read();
  expect(completed).toEqual({
    ...pending,
    progress: 100,
    results: [
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/files\/task-unified-.*\/video\.mp4\?expires=\d+&signature=/),
    ],
    status: 'completed',
    task_info: { can_cancel: false },
    usage: { ...usage, credits_used: 25.5 },
  });
});

test('a failed task is answered 200 with the reason in the body, and refunded', async () => {
  const { gateway, clock, emulator } = await emulatorOnHand();
  const { json: submitted } = await gateway.submit({ ...textToVideo, prompt: 'Something bad [[fault:moderation]]' });
  await clock.advance(8_000);
  const { status, json } = await gateway.task(submitted.id);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    status: 'failed',
    progress: 0,
    error: { code: 'content_policy_violation', type: 'task_error', message: expect.any(String) },
  });
  expect(json.results).toBeUndefined();
  expect(emulator.bill()).toMatchObject({
    jobs: { failed: 1 },
    credits: { available: '10000', reserved: '0', spent: '0' },
  });
});

test('answers for tasks that it does not know, or that cannot be its own, in the words of its task calls', async () => {
  const { gateway } = await emulatorOnHand();
  const unknown = await gateway.task('task-unified-1757169743-7cvnl5zw');
  expect([unknown.status, unknown.json.error.code]).toEqual([404, 'task_not_found']);
  const foreign = await gateway.task('0385dc79-5ff8-4d82-bcb6');
  expect([foreign.status, foreign.json.error]).toMatchObject([400, { code: 'invalid_task_id', param: 'task_id' }]);
});

test('tasks can be forgotten some time after their acceptance, for every way to ask', async () => {
  const { gateway, clock, emulator } = await emulatorOnHand({ retentionSeconds: 60 });
  const { json } = await gateway.submit(textToVideo);
  const askEveryWay = async () => [
    (await gateway.task(json.id)).status,
    (await gateway.call('GET', '/v1/tasks')).json.total,
    (await gateway.call('POST', '/v1/tasks/batch', { task_ids: [json.id] })).json.data.length,
  ];
  await clock.advance(59_999);
  expect(await askEveryWay()).toEqual([200, 1, 1]);
  await clock.advance(1);
  expect(await askEveryWay()).toEqual([404, 0, 0]);
  expect(emulator.bill().acceptedJobs).toBe(1);
});

test('runs five jobs at once; the sixth waits for a slot', async () => {
  const { gateway, clock, emulator } = await emulatorOnHand();
  for (let n = 0; n < 6; n += 1) await gateway.submit(textToVideo);
  await clock.advance(2_000);
  expect(emulator.bill().jobs).toMatchObject({ queued: 1, running: 5, completed: 0 });
  await clock.advance(6_000);
  expect(emulator.bill().jobs).toMatchObject({ queued: 0, running: 1, completed: 5 });
  await clock.advance(6_000);
  expect(emulator.bill().jobs).toMatchObject({ running: 0, completed: 6 });
});

test('can refuse what exceeds its slots instead', async () => {
  const { gateway, clock, emulator } = await emulatorOnHand({ concurrency: 1, whenFull: 'refuse' });
  await gateway.submit(textToVideo);
  const { status, json } = await gateway.submit(textToVideo);
  expect([status, json.error]).toMatchObject([
    429,
    { code: 429, type: 'rate_limit_error', fallback_suggestion: 'retry after 60 seconds' },
  ]);
  expect(emulator.bill().acceptedJobs).toBe(1);
  await clock.advance(8_000);
  expect((await gateway.submit(textToVideo)).status).toBe(200);
});

test('lists tasks newest first, in pages, without anything of the caller', async () => {
  const { gateway, clock } = await emulatorOnHand();
  const ids: string[] = [];
  for (const body of [textToVideo, imageToVideo, { ...referenceVideo, prompt: '[[fault:moderation]]' }, textToVideo]) {
    ids.push((await gateway.submit(body)).json.id);
  }
  await clock.advance(8_000);
  const cancelled = await gateway.submit({ ...textToVideo, prompt: '[[fault:cancelled]]' });
  await clock.advance(8_000);
  const pending = await gateway.submit(textToVideo);
  ids.push(cancelled.json.id, pending.json.id);
  const list = async (query: string) => (await gateway.call('GET', `/v1/tasks${query}`)).json;
  const idsOf = async (query: string) => (await list(query)).data.map(({ id }: { id: string }) => ids.indexOf(id));

  const { data, ...envelope } = await list('');
  expect(envelope).toEqual({ total: 6, page: 1, page_size: 20 });
  expect(data[5]).toEqual({
    id: ids[0],
    model: 'wan2.6-text-to-video',
    type: 'video',
    status: 'completed',
    progress: 100,
    created_at: expect.any(Number),
    duration: 6,
    has_results: true,
    result_count: 1,
    has_error: false,
    credits_used: 25.5,
  });
  expect(await idsOf('')).toEqual([5, 4, 3, 2, 1, 0]);
  expect(await idsOf('?page=2&page_size=2')).toEqual([3, 2]);
  expect(await idsOf('?status=completed')).toEqual([3, 1, 0]);
  expect(await idsOf('?status=failed')).toEqual([2]);
  expect(await idsOf('?status=cancelled')).toEqual([4]);
  expect(await idsOf('?status=processing')).toEqual([5]);
  expect(await idsOf('?model=wan2.6-image-to-video')).toEqual([1]);
  expect(await idsOf('?type=video&model=wan2.6-text-to-video&status=completed')).toEqual([3, 0]);
  expect(await idsOf('?type=image')).toEqual([]);
  expect((await gateway.call('GET', '/v1/tasks?status=done')).status).toBe(400);
});

test('reads up to 50 tasks at once', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  const first = (await gateway.submit(textToVideo)).json.id;
  const second = (await gateway.submit(textToVideo)).json.id;
  const batch = (ids: readonly string[]) => gateway.call('POST', '/v1/tasks/batch', { task_ids: ids });
  const { json } = await batch([second, 'task-unified-1-unknown', first]);
  expect(json.data).toEqual([(await gateway.task(second)).json, (await gateway.task(first)).json]);
  expect((await batch(Array(50).fill(first))).status).toBe(200);
  expect((await batch(Array(51).fill(first))).status).toBe(400);
  expect(emulator.bill().requests).toMatchObject({ statusReads: 2, listReads: 3 });
});

test('tells the balance as the gateway does', async () => {
  const { gateway, clock } = await emulatorOnHand({ startingCredits: '100' });
  await gateway.submit(textToVideo);
  await clock.advance(8_000);
  await gateway.submit({ ...textToVideo, duration: 2 });
  const { json } = await gateway.call('GET', '/v1/credits');
  expect(json).toMatchObject({
    data: {
      token: { remaining_credits: 64.3, used_credits: 25.5, unlimited_credits: false },
      user: { remaining_credits: 64.3, used_credits: 25.5 },
    },
    success: true,
  });
});
