import { expect, test } from 'vitest';
import { speaking, speech } from './dialects.js';

const { body } = speech.aimlapi;
const clientId = { 'x-client-request-id': 'rw:submission-1' };

async function withLog(options: Parameters<typeof speaking>[1] = {}) {
  const spoken = await speaking('aimlapi', options);
  const log = async (query = '') => (await spoken.gateway.call('GET', `/v2/logs${query}`)).json;
  const idsOf = async (query = '') =>
    (await log(query)).data.map((row: { inference_id: string }) => row.inference_id) as string[];
  return { ...spoken, log, idsOf };
}

test('a generation tells its hold, then nothing but its state, then its video and its price', async () => {
  const { submit, task, clock } = await speaking('aimlapi');
  const { json, headers } = await submit({ ...body, duration: 10 }, clientId);
  expect(json).toEqual({
    id: expect.stringMatching(/^[A-Za-z0-9]{21}$/),
    status: 'queued',
    meta: { usage: { credits_used: 3_150_000 } },
  });
  expect([...headers]).toEqual(
    expect.arrayContaining([
      ['x-inference-id', json.id],
      ['x-aimlapi-credits-used', '3150000'],
      ['x-aimlapi-usd-spent', '1.575'],
      ['x-client-request-id', 'rw:submission-1'],
    ]),
  );
  const { id } = json;
  await clock.advance(3_000);
  expect((await task(id)).json).toEqual({ id, status: 'generating' });
  await clock.advance(5_000);
  expect((await task(id)).json).toEqual({
    id,
    status: 'completed',
    video: { url: expect.stringMatching(/^http.*\.mp4/) },
    meta: { usage: { credits_used: 3_150_000, usd_spent: 1.575 } },
  });
});

test.each([
  ['nothing but what is required', { model: body.model, prompt: 'A cat' }, '3150000'],
  ['the second spelling of the model', { ...body, model: 'alibaba/wan2.6-t2v' }, '1575000'],
  ['the third spelling of the model', { ...body, model: 'alibaba/wan2-6-t2v' }, '1575000'],
  ['720p at two thirds of the price', { ...body, resolution: '720p', duration: 15 }, '3150000'],
  ['a long prompt', { ...body, prompt: 'a'.repeat(5_000) }, '1575000'],
  [
    'every parameter',
    {
      ...body,
      audio_url: 'https://example.com/a.ogg',
      negative_prompt: 'rain',
      shot_type: 'multi',
      generate_audio: false,
      seed: 12_345,
      enhance_prompt: false,
    },
    '1575000',
  ],
])('takes %s', async (_name, posted, price) => {
  const { submit, balance } = await speaking('aimlapi');
  expect((await submit(posted)).status).toBe(200);
  expect(balance().reserved).toBe(price);
});

test.each([
  ['no model', { prompt: 'A cat' }, 'model'],
  ['no prompt', { model: body.model }, 'prompt'],
  ['an empty prompt', { ...body, prompt: '' }, 'prompt'],
  ['a field that it does not know', { ...body, quality: '720p' }, 'quality'],
  ['the name that its text uses for the rewriting', { ...body, prompt_extend: true }, 'prompt_extend'],
  ['a callback', { ...body, callback_url: 'https://example.com' }, 'callback_url'],
  ['an unknown aspect ratio', { ...body, aspect_ratio: '21:9' }, 'aspect_ratio'],
  ['480p', { ...body, resolution: '480p' }, 'resolution'],
  ['six seconds', { ...body, duration: 6 }, 'duration'],
  ['seconds as text', { ...body, duration: '10' }, 'duration'],
  ['a broken seed', { ...body, seed: 1.5 }, 'seed'],
  ['an unknown shot type', { ...body, shot_type: 'both' }, 'shot_type'],
  ['null for an optional field', { ...body, negative_prompt: null }, 'negative_prompt'],
])('refuses %s, names the field, and holds nothing', async (_name, posted, field) => {
  const { submit, balance, clock } = await speaking('aimlapi');
  const { status, json } = await submit(posted);
  expect([status, json]).toEqual([
    400,
    {
      message: expect.stringContaining(`${field}: `),
      path: '/v2/video/generations',
      requestId: expect.any(String),
      statusCode: 400,
      timestamp: new Date(clock.now()).toISOString(),
    },
  ]);
  expect(balance().reserved).toBe('0');
});

test('an empty account is a 403, and an unknown model or generation a 404', async () => {
  const { submit, task, gateway } = await speaking('aimlapi', { startingBalances: { aimlapi: '1575000' } });
  expect((await gateway.call('GET', '/v2/billing')).json).toEqual({ current_balance: 0.7875, currency: 'USD' });
  expect((await submit()).status).toBe(200);
  expect((await submit()).json).toMatchObject({ statusCode: 403, message: 'You have run out of credits' });
  expect((await gateway.call('GET', '/v2/billing')).json.current_balance).toBe(0);
  expect((await submit({ ...body, model: 'alibaba/wan-2-7-t2v' })).json).toMatchObject({ statusCode: 404 });
  expect((await task('nobody')).json).toMatchObject({ statusCode: 404, path: '/v2/video/generations' });
  expect((await gateway.call('GET', '/v2/video/generations')).status).toBe(400);
});

test('the client’s own id is no idempotency key: two submits, two generations, one id in the log', async () => {
  const { submit, log, emulator } = await withLog({ idempotency: 'honoured' });
  const ids = [(await submit(body, clientId)).json.id, (await submit(body, clientId)).json.id];
  const { data } = await log();
  expect(data).toMatchObject([
    { inference_id: ids[1], client_request_id: 'rw:submission-1' },
    { inference_id: ids[0], client_request_id: 'rw:submission-1' },
  ]);
  expect((await emulator.truth()).jobs).toMatchObject([{ wireKey: 'rw:submission-1' }, {}]);
});

test('a client id that is not valid is dropped in silence', async () => {
  const { submit, log } = await withLog();
  for (const id of ['two words', 'a'.repeat(129)]) {
    const { status, headers } = await submit(body, { 'x-client-request-id': id });
    expect([status, headers.get('x-client-request-id')]).toEqual([200, null]);
  }
  expect((await log()).data).toMatchObject([{ client_request_id: null }, { client_request_id: null }]);
});

test('a request stands in the log from its submission on, with its cost once it is charged', async () => {
  const { accepted, log, clock } = await withLog();
  const id = await accepted();
  const created = new Date(clock.now()).toISOString();
  const row = {
    created,
    status: 'succeeded',
    origin: 'api',
    model: body.model,
    cost: { usd: 0, credits: 0 },
    tokens: { input: 0, output: 0, total: 0 },
    request_id: null,
    inference_id: id,
    client_request_id: null,
  };
  expect(await log()).toEqual({ data: [row], pagination: { limit: 50, offset: 0, total: 1, has_more: false } });
  await clock.advance(8_000);
  expect((await log()).data).toEqual([{ ...row, cost: { usd: 0.7875, credits: 1_575_000 } }]);
});

test('the log can be late', async () => {
  const { accepted, idsOf, clock } = await withLog({ logDelaySeconds: 30 });
  const id = await accepted();
  await clock.advance(29_999);
  expect(await idsOf()).toEqual([]);
  await clock.advance(1);
  expect(await idsOf()).toEqual([id]);
});

test('the log can be asked for a window, a model, an outcome and a page', async () => {
  const { accepted, idsOf, clock, emulator, log } = await withLog();
  const startedAt = clock.now();
  const first = await accepted();
  await clock.advance(2 * 60 * 60 * 1000);
  emulator.faults.next('moderation');
  const second = await accepted({ ...body, model: 'alibaba/wan2.6-t2v' });
  await clock.advance(10_000);
  const window = (from: number, to: number) =>
    `?start=${new Date(from).toISOString()}&end=${new Date(to).toISOString()}`;
  expect(await idsOf()).toEqual([second, first]);
  expect(await idsOf('?period=1h')).toEqual([second]);
  expect(await idsOf('?period=1d')).toEqual([second, first]);
  expect(await idsOf(window(startedAt, startedAt + 1_000))).toEqual([first]);
  expect(await idsOf('?status=failed')).toEqual([second]);
  expect(await idsOf('?status=failed&status=succeeded')).toEqual([second, first]);
  expect(await idsOf(`?model=${body.model}`)).toEqual([first]);
  expect(await idsOf('?model=wan2.6-t2v')).toEqual([second]);
  expect(await log('?limit=1&offset=0')).toMatchObject({
    data: [{ inference_id: second }],
    pagination: { has_more: true },
  });
  expect(await idsOf('?limit=1&offset=1')).toEqual([first]);
});

test.each([
  'period=7',
  'period=0d',
  'period=93d',
  'start=2026-01-01T00:00:00Z',
  'start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z',
  'start=2026-01-01T00:00:00Z&end=2026-06-01T00:00:00Z',
  'period=1d&start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z',
  'status=succeeded,failed',
  'limit=101',
  'offset=-1',
])('the log refuses %s', async (query) => {
  const { gateway } = await speaking('aimlapi');
  const { status, json } = await gateway.call('GET', `/v2/logs?${query}`);
  expect([status, json.path]).toEqual([400, '/v2/logs']);
});

test.each([
  ['list-429', 429],
  ['list-503', 503],
  ['list-html', 200],
] as const)('%s: two reads of the log are answered %i, and not with rows', async (fault, status) => {
  const { accepted, gateway, emulator } = await speaking('aimlapi');
  emulator.faults.next(fault);
  await accepted();
  const read = () => gateway.call('GET', '/v2/logs');
  for (let n = 0; n < 2; n += 1) {
    const answer = await read();
    expect([answer.status, answer.json.data]).toEqual([status, undefined]);
  }
  expect((await read()).json.data).toHaveLength(1);
});

test('list-late and list-never: the request is not in the log for half a minute, or for ever', async () => {
  const { accepted, idsOf, emulator, clock } = await withLog();
  emulator.faults.next('list-late');
  emulator.faults.next('list-never');
  const late = await accepted();
  await accepted();
  expect(await idsOf()).toEqual([]);
  await clock.advance(30_000);
  expect(await idsOf()).toEqual([late]);
});

test.each([
  ['moderation', { name: expect.any(String), message: expect.stringContaining('inappropriate content') }],
  ['provider-timeout', { message: expect.stringContaining('timed out') }],
  ['free-text-failure', { message: expect.stringContaining('gallop') }],
  ['error-as-text', expect.any(String)],
  ['error-missing', undefined],
] as const)('%s: the failed generation says %j, and its hold is gone', async (fault, error) => {
  const { accepted, task, clock, emulator, balance } = await speaking('aimlapi');
  emulator.faults.next(fault);
  const id = await accepted();
  await clock.advance(8_000);
  const { json } = await task(id);
  expect(json).toMatchObject({ id, status: 'error', video: null });
  if (error === undefined) expect(json).not.toHaveProperty('error');
  else expect(json).toMatchObject({ error });
  expect(balance()).toMatchObject({ reserved: '0', spent: '0' });
});

test('completed-as-complete: the word is another, and the video is there', async () => {
  const { accepted, task, clock, emulator } = await speaking('aimlapi');
  emulator.faults.next('completed-as-complete');
  const id = await accepted();
  await clock.advance(8_000);
  expect((await task(id)).json).toMatchObject({ status: 'complete', video: { url: expect.stringMatching(/^http/) } });
});
