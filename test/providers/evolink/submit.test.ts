import { expect, test } from 'vitest';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, fixture, submit, submitSomething, wireKey } from './evolink.js';

const callbackUrl = 'https://your-domain.com/webhooks/video-task-completed';

/** The example values of EvoLink's own pages, and what goes over the wire for them. */
const examples = [
  {
    given: {
      model: 'evolink/wan2.6-text-to-video',
      prompt: 'A cat playing piano',
      durationSeconds: 5,
      resolution: '720p',
      aspectRatio: '16:9',
      extendPrompt: true,
      shotType: 'single',
      audioUrl: 'https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/xxx.mp3',
    },
    body: {
      model: 'wan2.6-text-to-video',
      prompt: 'A cat playing piano',
      aspect_ratio: '16:9',
      quality: '720p',
      duration: 5,
      prompt_extend: true,
      model_params: { shot_type: 'single' },
      audio_url: 'https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/xxx.mp3',
      callback_url: callbackUrl,
    },
  },
  {
    given: {
      model: 'evolink/wan2.6-image-to-video',
      prompt: 'A cat playing piano',
      imageUrl: 'https://example.com/image1.png',
    },
    body: {
      model: 'wan2.6-image-to-video',
      prompt: 'A cat playing piano',
      image_urls: ['https://example.com/image1.png'],
      duration: 5,
      quality: '720p',
      prompt_extend: true,
      callback_url: callbackUrl,
    },
  },
  {
    given: {
      model: 'evolink/wan2.6-reference-video-flash',
      prompt: 'A person dancing',
      referenceVideoUrls: ['https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/xxx.mp4'],
      generateAudio: true,
    },
    body: {
      model: 'wan2.6-reference-video-flash',
      prompt: 'A person dancing',
      video_urls: ['https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/xxx.mp4'],
      aspect_ratio: '16:9',
      quality: '720p',
      duration: 5,
      generate_audio: true,
      callback_url: callbackUrl,
    },
  },
] as const;

test.each(examples)(
  "$given.model: the example of EvoLink's page goes over the wire as it stands there",
  async (example) => {
    const gateway = await startGateway(raw(200, await fixture('submitted.json')));
    await submit(evolinkAt(gateway.url), example.given, { callbackUrl });
    expect(gateway.heard).toHaveLength(1);
    const { method, path, headers, body } = gateway.heard[0]!;
    expect(`${method} ${path}`).toBe('POST /v1/videos/generations');
    expect(JSON.parse(body)).toEqual(example.body);
    expect(headers).toMatchObject({
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'idempotency-key': wireKey,
    });
  },
);

test('every choice is sent, none is left to a default of the gateway', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  const models = evolinkAt(`${gateway.url}/`);
  await submit(models, {
    model: 'evolink/wan2.6-text-to-video',
    prompt: 'Ein Kater „spielt“ 🐈',
    durationSeconds: 15,
    resolution: '1080p',
    aspectRatio: '3:4',
    extendPrompt: false,
  });
  await submit(models, {
    model: 'evolink/wan2.6-reference-video-flash',
    prompt: 'character1 dances',
    referenceVideoUrls: ['https://example.com/1.mp4', 'https://example.com/2.mp4'],
    shotType: 'multi',
    generateAudio: false,
  });
  expect(gateway.heard.map(({ body }) => JSON.parse(body))).toEqual([
    {
      model: 'wan2.6-text-to-video',
      prompt: 'Ein Kater „spielt“ 🐈',
      aspect_ratio: '3:4',
      quality: '1080p',
      duration: 15,
      prompt_extend: false,
    },
    {
      model: 'wan2.6-reference-video-flash',
      prompt: 'character1 dances',
      video_urls: ['https://example.com/1.mp4', 'https://example.com/2.mp4'],
      aspect_ratio: '16:9',
      quality: '720p',
      duration: 5,
      model_params: { shot_type: 'multi' },
      generate_audio: false,
    },
  ]);
});

test('a dry run shows the address and the body that a submission sends', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  const models = evolinkAt(gateway.url);
  await submitSomething(models, { callbackUrl });
  const { url, body } = models['evolink/wan2.6-text-to-video'].wireRequest(
    {
      model: 'evolink/wan2.6-text-to-video',
      prompt: 'A cat playing piano',
      durationSeconds: 5,
      resolution: '720p',
      aspectRatio: '16:9',
      extendPrompt: true,
    },
    { callbackUrl },
  );
  expect(url).toBe(`${gateway.url}${gateway.heard[0]?.path}`);
  expect(JSON.stringify(body)).toBe(gateway.heard[0]?.body);
});

test('what the gateway says of an accepted task is kept', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  expect(await submitSomething(evolinkAt(gateway.url))).toEqual({
    taskId: 'task-unified-1757169743-7cvnl5zw',
    estimatedSeconds: 120,
    reserved: { amount: '5', currency: 'EVOLINK_CREDIT', basis: 'reserved' },
  });
});

test.each([
  { id: 'task-unified-1' },
  { id: 'task-unified-1', usage: null, task_info: null },
  { id: 'task-unified-1', usage: 'free', task_info: [], status: 7 },
  { id: 'task-unified-1', usage: { credits_reserved: 'five' }, task_info: { estimated_time: 'soon' } },
  { id: 'task-unified-1', task_info: { estimated_time: 120_000 } },
  { id: 'task-unified-1', task_info: { estimated_time: 0 } },
])('an id is enough to be accepted: %j', async (body) => {
  const gateway = await startGateway(json(201, body));
  expect(await submitSomething(evolinkAt(gateway.url))).toEqual({ taskId: 'task-unified-1' });
});

test('tiny amounts stay decimal numbers', async () => {
  const gateway = await startGateway(json(200, { id: 'task-unified-1', usage: { credits_reserved: 1e-9 } }));
  expect((await submitSomething(evolinkAt(gateway.url))).reserved?.amount).toBe('0.000000001');
});

test('each paid request has a connection of its own', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  const models = evolinkAt(gateway.url);
  for (const _ of ['first', 'second', 'third']) await submitSomething(models);
  expect(new Set(gateway.heard.map(({ port }) => port)).size).toBe(3);
  expect(gateway.heard.map(({ headers }) => headers.connection)).toEqual(['close', 'close', 'close']);
});

test('a task id that is a number is taken as text; one that nothing could hold is no answer to an order', async () => {
  const numeric = await startGateway(json(200, { id: 17 }));
  expect(await submitSomething(evolinkAt(numeric.url))).toMatchObject({ taskId: '17' });
  const endless = await startGateway(json(200, { id: 't'.repeat(3000) }));
  expect((await failureOf(submitSomething(evolinkAt(endless.url)))).kind).toBe('unexpected-response');
});
