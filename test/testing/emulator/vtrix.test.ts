import { expect, test } from 'vitest';
import { speaking, speech } from './dialects.js';

const { body } = speech.vtrix;
const withParameters = (parameters: object) => ({ ...body, parameters: { ...body.parameters, ...parameters } });
const withInput = (input: object) => ({ ...body, input: { ...body.input, ...input } });

test('an accepted order is answered with a task in progress, and told so until it ends', async () => {
  const { submit, task, clock } = await speaking('vtrix');
  const { json } = await submit();
  expect(json).toEqual({
    id: expect.stringMatching(/^task_\w+$/),
    created_at: Math.floor(clock.now() / 1000),
    status: 'in_progress',
    model: 'wan26_t2v',
    progress: 0,
  });
  await clock.advance(5_000);
  expect((await task(json.id)).json).toEqual({ ...json, progress: 0.5 });
});

test('a completed task names its video and its cost in dollars as text', async () => {
  const { accepted, task, clock } = await speaking('vtrix');
  const id = await accepted(withParameters({ size: '1920*1080', duration: 5 }));
  await clock.advance(8_000);
  expect((await task(id)).json).toEqual({
    id,
    created_at: expect.any(Number),
    status: 'completed',
    model: 'wan26_t2v',
    output: [
      {
        status: 'done',
        content: [{ type: 'video', url: expect.stringMatching(/^http.*\.mp4/), jobId: expect.any(String) }],
      },
    ],
    usage: { cost: '0.75', discount: 0 },
    metadata: {},
  });
});

test.each([
  ['nothing but what is required', { model: 'wan26_t2v', input: { prompt: 'A cat' } }, '0.75'],
  ['ten seconds in 720p', withParameters({ duration: 10 }), '1'],
  ['a square in 1080p', withParameters({ size: '1440*1440', duration: 15 }), '2.25'],
  ['own audio', withInput({ audio_url: 'https://example.com/a.wav' }), '0.5'],
  [
    'every parameter',
    withParameters({ prompt_extend: false, watermark: true, audio: false, shot_type: 'multi', seed: 2_147_483_647 }),
    '0.5',
  ],
])('takes %s', async (_name, posted, price) => {
  const { submit, balance } = await speaking('vtrix');
  expect((await submit(posted)).status).toBe(200);
  expect(balance().reserved).toBe(price);
});

test.each([
  ['no model', { input: body.input }, 'model'],
  ['no input', { model: body.model }, 'input'],
  ['no prompt', { ...body, input: {} }, 'input.prompt'],
  ['a field that it does not know', { ...body, callback_url: 'https://example.com' }, 'callback_url'],
  ['an input that it does not know', withInput({ negative_prompt: 'rain' }), 'input.negative_prompt'],
  ['a parameter that it does not know', withParameters({ quality: '720p' }), 'parameters.quality'],
  ['reference videos', withInput({ reference_video_urls: [] }), 'input.reference_video_urls'],
  ['audio that is no URL', withInput({ audio_url: 'song.mp3' }), 'input.audio_url'],
  ['480p', withParameters({ size: '480P' }), 'parameters.size'],
  ['an aspect ratio for a size', withParameters({ size: '1:1' }), 'parameters.size'],
  ['a size with another separator', withParameters({ size: '1280x720' }), 'parameters.size'],
  ['six seconds', withParameters({ duration: 6 }), 'parameters.duration'],
  ['seconds as text', withParameters({ duration: '5' }), 'parameters.duration'],
  ['a negative seed', withParameters({ seed: -1 }), 'parameters.seed'],
  ['a seed that is too large', withParameters({ seed: 2_147_483_648 }), 'parameters.seed'],
  ['an unknown shot type', withParameters({ shot_type: 'both' }), 'parameters.shot_type'],
  ['text for a switch', withParameters({ audio: 'false' }), 'parameters.audio'],
])('refuses %s, names the field, and reserves nothing', async (_name, posted, field) => {
  const { submit, balance } = await speaking('vtrix');
  const { status, json } = await submit(posted);
  expect([status, json]).toEqual([400, { message: expect.stringContaining(`${field}: `) }]);
  expect(balance().reserved).toBe('0');
});

test('cuts a prompt of more than 1500 characters in silence', async () => {
  const short = await speaking('vtrix');
  const digestOf = async () => (await short.emulator.truth()).jobs!.map(({ promptSha256 }) => promptSha256);
  await short.submit(withInput({ prompt: '語'.repeat(1500) }));
  await short.submit(withInput({ prompt: '語'.repeat(1501) }));
  const [first, second] = await digestOf();
  expect(second).toBe(first);
});

test('its two statements on seconds can both be believed', async () => {
  const { submit } = await speaking('vtrix', { durations: 'lenient' });
  const statusFor = async (duration: number) => (await submit(withParameters({ duration }))).status;
  expect([await statusFor(2), await statusFor(6), await statusFor(15), await statusFor(16)]).toEqual([
    200, 200, 200, 400,
  ]);
});

test('the body of its own command line is taken only where that was asked for', async () => {
  const wrapped = { model: body.model, input: [{ params: { input: body.input, parameters: body.parameters } }] };
  const strict = await speaking('vtrix');
  const both = await speaking('vtrix', { wrappedBodies: 'accepted' });
  expect((await strict.submit(wrapped)).status).toBe(400);
  expect([(await both.submit(wrapped)).status, (await both.submit()).status]).toEqual([200, 200]);
  expect(both.balance().reserved).toBe('1');
});

test('its errors are a sentence, and an empty account is a 403', async () => {
  const { submit, task, gateway, path } = await speaking('vtrix', { startingBalances: { vtrix: '0.5' } });
  expect((await submit()).status).toBe(200);
  const poor = await submit();
  expect([poor.status, poor.json]).toEqual([403, { message: 'Insufficient balance' }]);
  const model = await submit({ ...body, model: 'wan27_t2v' });
  expect([model.status, model.json]).toEqual([404, { message: 'Model not found: wan27_t2v' }]);
  const unknown = await task('task_nobody');
  expect([unknown.status, unknown.json]).toEqual([404, { message: 'Not found' }]);
  const text = await gateway.call('POST', path, '{"model":');
  expect([text.status, text.json]).toEqual([400, { message: 'Invalid request' }]);
});

test('a repeated Idempotency-Key is a second order', async () => {
  const { submit, emulator } = await speaking('vtrix', { idempotency: 'honoured' });
  for (let n = 0; n < 2; n += 1) await submit(body, { 'idempotency-key': 'rw-0123456789abcdef' });
  expect(emulator.bill().acceptedJobs).toBe(2);
  expect((await emulator.truth()).jobs).toMatchObject([{ wireKey: 'rw-0123456789abcdef' }, {}]);
});

test.each([
  ['moderation', { code: '001026097' }],
  ['provider-fault', { code: '001026095' }],
  ['code-001026095', { code: '001026095', message: 'Internal generation error' }],
  ['code-001026096', { code: '001026096', message: 'Result parsing error' }],
  ['code-001026097', { code: '001026097', message: 'HTTP error response' }],
  ['code-001026098', { code: '001026098', message: 'Status check error' }],
  ['code-001026099', { code: '001026099', message: 'Task creation error' }],
  ['error-as-text', expect.any(String)],
  ['error-code-number', { code: 1026095 }],
  ['error-missing', undefined],
] as const)('%s: the failed task says %j, and costs nothing', async (fault, error) => {
  const { accepted, task, clock, emulator, balance } = await speaking('vtrix');
  emulator.faults.next(fault);
  const id = await accepted();
  await clock.advance(8_000);
  const { json } = await task(id);
  expect(json.status).toBe('failed');
  if (error === undefined) expect(json).not.toHaveProperty('error');
  else expect(json).toMatchObject({ error });
  expect(json).not.toHaveProperty('usage');
  expect(balance().spent).toBe('0');
});

test('nested-word: the only word is the one within', async () => {
  const { accepted, task, clock, emulator } = await speaking('vtrix');
  emulator.faults.next('nested-word');
  const id = await accepted();
  const seen = [];
  for (const ms of [0, 3_000, 5_000]) {
    await clock.advance(ms);
    const { json } = await task(id);
    seen.push([json.status, json.output[0].status]);
  }
  expect(seen).toEqual([
    [undefined, 'in_queue'],
    [undefined, 'processing'],
    [undefined, 'done'],
  ]);
});

test('nested-failed: nothing but the word within says that the job failed', async () => {
  const { accepted, task, clock, emulator } = await speaking('vtrix');
  emulator.faults.next('nested-failed');
  const id = await accepted();
  await clock.advance(8_000);
  const { json } = await task(id);
  expect(json.output).toEqual([{ status: 'failed', content: [] }]);
  expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['status']));
  expect(json).not.toHaveProperty('error');
  expect(emulator.bill().jobs.failed).toBe(1);
});

test('output-as-object: the result is no list', async () => {
  const { accepted, task, clock, emulator } = await speaking('vtrix');
  emulator.faults.next('output-as-object');
  const id = await accepted();
  await clock.advance(8_000);
  const { json } = await task(id);
  expect(json.output).toMatchObject({ status: 'done', content: [{ url: expect.stringMatching(/^http/) }] });
});

test.each([
  ['submit-200-error', 0],
  ['accept-then-200-error', 1],
] as const)('%s: a success with an error and no id; %i jobs are accepted', async (fault, jobs) => {
  const { submit, emulator } = await speaking('vtrix');
  emulator.faults.next(fault);
  const { status, json } = await submit();
  expect([status, json]).toEqual([200, { error: expect.any(String) }]);
  expect(emulator.bill().acceptedJobs).toBe(jobs);
});
