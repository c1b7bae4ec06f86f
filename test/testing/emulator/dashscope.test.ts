import { expect, test, vi } from 'vitest';
import { speaking, speech } from './dialects.js';
import { probe, serveMedia } from './media-files.js';

vi.setConfig({ testTimeout: 60_000 });

const { body } = speech.dashscope;
const withParameters = (parameters: object) => ({ ...body, parameters: { ...body.parameters, ...parameters } });
const withInput = (input: object) => ({ ...body, input: { ...body.input, ...input } });

const image = {
  model: 'wan2.6-i2v',
  input: { prompt: 'It moves', img_url: 'https://example.com/a.png' },
  parameters: { resolution: '720P', duration: 5 },
} as const;
const imageFlash = { ...image, model: 'wan2.6-i2v-flash' } as const;
const reference = {
  model: 'wan2.6-r2v',
  input: { prompt: 'character1 dances', reference_urls: ['https://example.com/a.mp4'] },
  parameters: { size: '1280*720', duration: 5 },
} as const;
const referenceFlash = { ...reference, model: 'wan2.6-r2v-flash' } as const;
const referring = (...urls: string[]) => ({ ...reference, input: { ...reference.input, reference_urls: urls } });

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const inWords = (at: number) => new Date(at).toISOString().replace('T', ' ').replace('Z', '');

test('a task is pending, runs, and succeeds with its video, its seconds and its times', async () => {
  const { submit, task, clock } = await speaking('dashscope');
  const submittedAt = clock.now();
  const { json } = await submit(withParameters({ size: '1280*720', duration: 10 }));
  expect(json).toEqual({ output: { task_status: 'PENDING', task_id: uuid }, request_id: uuid });
  const { task_id } = json.output;
  const submit_time = inWords(submittedAt);
  expect((await task(task_id)).json.output).toEqual({ task_id, task_status: 'PENDING', submit_time });
  await clock.advance(3_000);
  const scheduled_time = inWords(submittedAt + 2_000);
  const running = { task_id, task_status: 'RUNNING', submit_time, scheduled_time };
  expect((await task(task_id)).json.output).toEqual(running);
  await clock.advance(5_000);
  expect((await task(task_id)).json).toEqual({
    request_id: uuid,
    output: {
      ...running,
      task_status: 'SUCCEEDED',
      end_time: inWords(submittedAt + 8_000),
      orig_prompt: body.input.prompt,
      video_url: expect.stringMatching(/^http.*\.mp4/),
    },
    usage: {
      duration: 10,
      size: '1280*720',
      input_video_duration: 0,
      output_video_duration: 10,
      video_count: 1,
      SR: 720,
    },
  });
});

test('an order that does not ask to be asynchronous is refused', async () => {
  const { gateway, path, emulator } = await speaking('dashscope');
  for (const headers of [{ 'x-dashscope-async': '' }, { 'x-dashscope-async': 'disable' }]) {
    const { status, json } = await gateway.call('POST', path, body, headers);
    expect([status, json]).toEqual([
      403,
      { code: 'AccessDenied', message: expect.stringContaining('synchronous calls'), request_id: uuid },
    ]);
  }
  expect(emulator.bill().acceptedJobs).toBe(0);
});

const everyParameter = { prompt_extend: false, watermark: true, shot_type: 'multi', seed: 0 };

test.each([
  ['nothing but what is required', { model: body.model, input: body.input }, '5'],
  ['every parameter of text-to-video', withParameters(everyParameter), '2.4'],
  [
    'own audio and what to avoid',
    withInput({ audio_url: 'https://example.com/a.wav', negative_prompt: 'rain' }),
    '2.4',
  ],
  ['two and fifteen seconds', withParameters({ duration: 15 }), '9'],
  ['an image', image, '3'],
  ['an image as data', { ...image, input: { ...image.input, img_url: 'data:image/png;base64,AAAA' } }, '3'],
  ['an image in 1080P, the usual', { model: image.model, input: image.input }, '5'],
  ['an image, flash', imageFlash, '1.5'],
  ['an image, flash and silent', { ...imageFlash, parameters: { ...image.parameters, audio: false } }, '0.75'],
  ['a reference', reference, '6'],
  ['a reference, flash', referenceFlash, '3'],
  [
    'a reference, flash, silent, in 1080p',
    { ...referenceFlash, parameters: { size: '1920*1080', duration: 5, audio: false } },
    '2.5',
  ],
  [
    'references by their old name',
    { ...reference, input: { prompt: 'A', reference_video_urls: ['https://example.com/a', 'https://example.com/b'] } },
    '6',
  ],
  ['images as references, which are free', referring('https://example.com/a.png', 'https://example.com/b.png'), '3'],
])('takes %s', async (_name, posted, price) => {
  const { submit, balance, clock } = await speaking('dashscope');
  expect((await submit(posted)).status).toBe(200);
  expect(balance().reserved).toBe(price);
  await clock.advance(8_000);
  expect(balance()).toMatchObject({ reserved: '0', spent: price });
});

const urls = (count: number, kind = 'mp4') =>
  Array.from({ length: count }, (_, n) => `https://example.com/${n}.${kind}`);

test.each([
  ['no model', { input: body.input }, 'model'],
  ['no input', { model: body.model }, 'input'],
  ['no prompt', { ...body, input: {} }, 'input.prompt'],
  ['a field that it does not know', { ...body, prompt: 'A cat' }, 'prompt'],
  ['an image for text-to-video', withInput({ img_url: image.input.img_url }), 'input.img_url'],
  ['a resolution for text-to-video', withParameters({ resolution: '720P' }), 'parameters.resolution'],
  ['a sound switch for text-to-video', withParameters({ audio: false }), 'parameters.audio'],
  ['480P', withParameters({ size: '848*480' }), 'parameters.size'],
  ['a size with another separator', withParameters({ size: '1280x720' }), 'parameters.size'],
  ['one second', withParameters({ duration: 1 }), 'parameters.duration'],
  ['sixteen seconds', withParameters({ duration: 16 }), 'parameters.duration'],
  ['a seed that is too large', withParameters({ seed: 2_147_483_648 }), 'parameters.seed'],
  ['no image', { ...image, input: { prompt: 'A' } }, 'input.img_url'],
  ['an image from a file', { ...image, input: { prompt: 'A', img_url: 'file:///a.png' } }, 'input.img_url'],
  ['a size for an image', { ...image, parameters: { size: '1280*720' } }, 'parameters.size'],
  ['480P for an image', { ...image, parameters: { resolution: '480P' } }, 'parameters.resolution'],
  ['a sound switch where there is no flash', { ...image, parameters: { audio: false } }, 'parameters.audio'],
  ['no reference', { ...reference, input: { prompt: 'A' } }, 'input.reference_urls'],
  ['an empty list of references', referring(), 'input.reference_urls'],
  ['six references', referring(...urls(6, 'png')), 'input.reference_urls'],
  ['four videos', referring(...urls(4)), 'input.reference_urls'],
  [
    'references by both names',
    { ...reference, input: { ...reference.input, reference_video_urls: urls(1) } },
    'input.reference_urls',
  ],
  ['audio with references', { ...reference, input: { ...reference.input, audio_url: urls(1)[0] } }, 'input.audio_url'],
  ['rewriting with references', { ...reference, parameters: { prompt_extend: true } }, 'parameters.prompt_extend'],
  ['eleven seconds with references', { ...reference, parameters: { duration: 11 } }, 'parameters.duration'],
])('refuses %s, names the field, and reserves nothing', async (_name, posted, field) => {
  const { submit, balance } = await speaking('dashscope');
  const { status, json } = await submit(posted);
  expect([status, json]).toEqual([
    400,
    { code: 'InvalidParameter', message: expect.stringContaining(`${field}: `), request_id: uuid },
  ]);
  expect(balance().reserved).toBe('0');
});

test('cuts prompts in silence', async () => {
  const { submit, emulator } = await speaking('dashscope');
  await submit(withInput({ prompt: 'a'.repeat(1500), negative_prompt: 'b'.repeat(501) }));
  await submit(withInput({ prompt: 'a'.repeat(1600) }));
  const [first, second] = (await emulator.truth()).jobs!;
  expect(second!.promptSha256).toBe(first!.promptSha256);
});

test.each([
  [1, 0, 5, 5],
  [1, 0, 1, 1],
  [2, 0, 7, 5],
  [3, 0, 7, 4.95],
  [1, 1, 7, 2.5],
  [2, 2, 7, 2.5],
  [3, 2, 7, 3],
])('%i videos and %i images, each video of %d s, are %d s of input', async (videos, images, each, input) => {
  const { accepted, task, clock, balance } = await speaking('dashscope', { assumedInputSeconds: each });
  const id = await accepted(referring(...urls(videos), ...urls(images, 'png')));
  await clock.advance(8_000);
  expect((await task(id)).json.usage).toMatchObject({
    duration: input + 5,
    input_video_duration: input,
    output_video_duration: 5,
    SR: 720,
  });
  expect(Number(balance().spent)).toBeCloseTo((input + 5) * 0.6, 10);
});

test('an empty account is a 400 Arrearage, and an unknown model a 400', async () => {
  const { submit } = await speaking('dashscope', { startingBalances: { dashscope: '2.4' } });
  expect((await submit()).status).toBe(200);
  const answers = [await submit(), await submit({ ...body, model: 'wan2.7-t2v' })];
  expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
    [400, 'Arrearage'],
    [400, 'InvalidParameter'],
  ]);
});

test('a key that is not valid is InvalidApiKey, for every call', async () => {
  const { gateway, path, taskPath } = await speaking('dashscope', { apiKeys: ['right'] });
  for (const [method, at] of [
    ['POST', path],
    ['GET', taskPath('1')],
    ['GET', '/api/v1/tasks/'],
    ['POST', `${taskPath('1')}/cancel`],
  ] as const) {
    const { status, json } = await gateway.call(method, at, method === 'POST' ? body : undefined);
    expect([status, json.code]).toEqual([401, 'InvalidApiKey']);
  }
});

test('a sixth task of one model waits or is throttled; other models have slots of their own', async () => {
  const waiting = await speaking('dashscope');
  for (let n = 0; n < 6; n += 1) await waiting.submit();
  await waiting.submit(image);
  await waiting.clock.advance(2_000);
  expect(waiting.emulator.bill().jobs).toMatchObject({ queued: 1, running: 6 });

  const refusing = await speaking('dashscope', { whenFull: 'refuse' });
  for (let n = 0; n < 5; n += 1) expect((await refusing.submit()).status).toBe(200);
  const sixth = await refusing.submit();
  expect([sixth.status, sixth.json.code]).toEqual([429, 'Throttling']);
  expect((await refusing.submit(image)).status).toBe(200);
});

test('a task is cancelled for nothing while it is pending, and frees its place', async () => {
  const { accepted, task, taskPath, gateway, clock, emulator, balance } = await speaking('dashscope', {
    concurrency: 1,
  });
  const [running, pending, next] = [await accepted(), await accepted(), await accepted()];
  await clock.advance(3_000);
  const cancel = (id: string) => gateway.call('POST', `${taskPath(id)}/cancel`);
  const cancelled = await cancel(pending);
  expect([cancelled.status, cancelled.json]).toEqual([200, { request_id: uuid }]);
  expect((await task(pending)).json.output).toMatchObject({ task_id: pending, task_status: 'CANCELED' });
  for (const id of [running, pending, '0385dc79-5ff8-4d82-bcb6-000000000000']) {
    const { status, json } = await cancel(id);
    expect([status, json.code]).toEqual([400, 'UnsupportedOperation']);
  }
  await clock.advance(20_000);
  expect((await task(next)).json.output.task_status).toBe('SUCCEEDED');
  expect(emulator.bill().jobs).toMatchObject({ completed: 2, cancelled: 1 });
  expect(balance()).toMatchObject({ reserved: '0', spent: '4.8' });
});

test('a cancelled task that had not even begun to wait never runs', async () => {
  const { accepted, taskPath, gateway, clock, emulator, balance } = await speaking('dashscope', {
    whenFull: 'refuse',
    concurrency: 1,
  });
  const id = await accepted();
  expect((await gateway.call('POST', `${taskPath(id)}/cancel`)).status).toBe(200);
  await accepted();
  await clock.advance(60_000);
  expect(emulator.bill().jobs).toMatchObject({ cancelled: 1, completed: 1 });
  expect(balance().spent).toBe('2.4');
});

test('a task that is not known, or was accepted a day ago, is UNKNOWN, with a 200', async () => {
  const { accepted, task, clock } = await speaking('dashscope');
  const id = await accepted();
  await clock.advance(24 * 60 * 60 * 1000 - 1);
  expect((await task(id)).json.output.task_status).toBe('SUCCEEDED');
  await clock.advance(1);
  for (const taskId of [id, 'nobody']) {
    const { status, json } = await task(taskId);
    expect([status, json]).toEqual([200, { request_id: uuid, output: { task_id: taskId, task_status: 'UNKNOWN' } }]);
  }
});

test('the list tells of the last 24 hours, or of a window, a model and a state', async () => {
  const { accepted, gateway, clock } = await speaking('dashscope', { retentionSeconds: Infinity });
  const stamp = (at: number) => new Date(at).toISOString().replace(/\.\d+Z|\D/g, '');
  const list = async (query = '') => (await gateway.call('GET', `/api/v1/tasks/${query}`)).json;
  const idsOf = async (query = '') =>
    (await list(query)).data.map((row: { task_id: string }) => row.task_id) as string[];
  const startedAt = clock.now();
  const first = await accepted();
  await clock.advance(23 * 60 * 60 * 1000);
  const second = await accepted(image);
  const { data, ...page } = await list();
  expect(page).toEqual({ total: 2, total_page: 1, page_no: 1, page_size: 10, request_id: uuid });
  expect(data).toMatchObject([
    { task_id: second, model_name: 'wan2.6-i2v', status: 'PENDING', gmt_create: clock.now() },
    { task_id: first, status: 'SUCCEEDED', start_time: startedAt + 2_000, end_time: startedAt + 8_000 },
  ]);
  expect(data[0]).not.toHaveProperty('end_time');
  expect(JSON.stringify(data)).not.toMatch(/http|piano/);
  expect(await idsOf('?model_name=wan2.6-t2v')).toEqual([first]);
  expect(await idsOf('?status=PENDING')).toEqual([second]);
  expect(await idsOf('?page_size=1&page_no=2')).toEqual([first]);
  const window = (from: number, to: number) => `?start_time=${stamp(from)}&end_time=${stamp(to)}`;
  expect(await idsOf(window(startedAt - 1_000, startedAt + 60_000))).toEqual([first]);
  await clock.advance(2 * 60 * 60 * 1000);
  expect(await idsOf()).toEqual([second]);
});

test.each([
  'start_time=yesterday',
  'start_time=20260101000000&end_time=20260102000001',
  'start_time=20260102000000&end_time=20260101000000',
  'status=pending',
  'page_no=0',
  'page_size=101',
])('the list refuses %s', async (query) => {
  const { gateway } = await speaking('dashscope');
  const { status, json } = await gateway.call('GET', `/api/v1/tasks/?${query}`);
  expect([status, json.code]).toEqual([400, 'InvalidParameter']);
});

test.each([
  ['list-503', 503, 'ServiceUnavailable'],
  ['list-429', 429, 'Throttling'],
] as const)('%s: two reads of the list are answered %i', async (fault, status, code) => {
  const { accepted, gateway, emulator } = await speaking('dashscope');
  emulator.faults.next(fault);
  await accepted();
  const read = () => gateway.call('GET', '/api/v1/tasks/');
  for (let n = 0; n < 2; n += 1) {
    const answer = await read();
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  }
  expect((await read()).json.total).toBe(1);
});

test.each([
  ['refuse-429-rate-quota', 429, 'Throttling.RateQuota'],
  ['refuse-429-allocation-quota', 429, 'Throttling.AllocationQuota'],
  ['refuse-429', 429, 'Throttling'],
  ['refuse-402', 400, 'Arrearage'],
  ['refuse-moderation', 400, 'DataInspectionFailed'],
  ['refuse-401', 401, 'InvalidApiKey'],
] as const)('%s: the order is answered %i %s', async (fault, status, code) => {
  const { submit, emulator } = await speaking('dashscope');
  emulator.faults.next(fault);
  const answer = await submit();
  expect([answer.status, answer.json.code, emulator.bill().acceptedJobs]).toEqual([status, code, 0]);
});

test('unknown-while-running and status-404: a living task is UNKNOWN for a while', async () => {
  const wordsUnder = async (fault: 'unknown-while-running' | 'status-404') => {
    const { accepted, task, clock, emulator } = await speaking('dashscope');
    emulator.faults.next(fault);
    const id = await accepted();
    const words = [];
    for (const ms of [0, 3_000, 0, 5_000]) {
      await clock.advance(ms);
      words.push((await task(id)).json.output.task_status);
    }
    return words;
  };
  expect(await wordsUnder('unknown-while-running')).toEqual(['PENDING', 'UNKNOWN', 'UNKNOWN', 'SUCCEEDED']);
  expect(await wordsUnder('status-404')).toEqual(['UNKNOWN', 'UNKNOWN', 'RUNNING', 'SUCCEEDED']);
});

test.each([
  ['moderation', 'FAILED', 'DataInspectionFailed'],
  ['bad-parameters', 'FAILED', 'InvalidParameter'],
  ['bad-image', 'FAILED', 'InvalidURL'],
  ['provider-fault', 'FAILED', 'InternalError'],
  ['quota-exceeded', 'FAILED', 'Throttling.AllocationQuota'],
  ['error-missing', 'FAILED', undefined],
  ['cancelled', 'CANCELLED', undefined],
  ['cancelled-as-canceled', 'CANCELED', undefined],
] as const)('%s: the task ends as %s with the code %s, for nothing', async (fault, word, code) => {
  const { accepted, task, clock, emulator, balance } = await speaking('dashscope');
  emulator.faults.next(fault);
  const id = await accepted();
  await clock.advance(8_000);
  const { status, json } = await task(id);
  expect([status, json.output.task_status, json.output.code]).toEqual([200, word, code]);
  expect(json).not.toHaveProperty('usage');
  expect(balance()).toMatchObject({ reserved: '0', spent: '0' });
});

test('a video from an image has its shape; references may be smaller than first frames', async () => {
  const media = await serveMedia({
    'square.png': ['-f', 'lavfi', '-i', 'color=red:s=500x500', '-frames:v', '1', '-pix_fmt', 'rgb24'],
    'small.png': ['-f', 'lavfi', '-i', 'color=red:s=300x300', '-frames:v', '1', '-pix_fmt', 'rgb24'],
  });
  const { accepted, task, clock } = await speaking('dashscope', { ffmpeg: 'auto' });
  const ended = async (posted: object) => {
    const id = await accepted(posted);
    await clock.advance(8_000);
    return (await task(id)).json;
  };
  const animated = (name: string) =>
    ended({
      ...imageFlash,
      input: { prompt: 'A', img_url: media(name) },
      parameters: { resolution: '720P', duration: 2, audio: false },
    });
  const { output, usage } = await animated('square.png');
  const facts = await probe(new Uint8Array(await (await fetch(output.video_url)).arrayBuffer()));
  expect([facts.size, facts.sound, usage.size]).toEqual(['960x960', undefined, undefined]);
  expect((await animated('small.png')).output.code).toBe('InvalidParameter');
  const small = await ended({ ...referring(media('small.png')), parameters: { size: '1280*720', duration: 2 } });
  expect(small.output.task_status).toBe('SUCCEEDED');
});
