import { expect, test } from 'vitest';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, submit } from '../gateway-calls.js';
import { fixture, least, submitSomething, taskId, vtrixAt } from './vtrix.js';

/** What goes over the wire for the least request, and for one that says everything. */
const orders = [
  {
    given: least,
    order: {
      input: { prompt: 'A kitten running in the moonlight' },
      parameters: { size: '1280*720', duration: 5, prompt_extend: true, watermark: false, audio: true },
    },
  },
  {
    given: {
      ...least,
      prompt: 'Ein Kätzchen im „Mondlicht“ 🐈',
      durationSeconds: 15,
      resolution: '1080p',
      aspectRatio: '3:4',
      extendPrompt: true,
      shotType: 'multi',
      audioUrl: 'https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/xxx.wav',
      generateAudio: true,
      watermark: true,
      seed: 12_345,
      account: 'team-a',
    },
    order: {
      input: {
        prompt: 'Ein Kätzchen im „Mondlicht“ 🐈',
        audio_url: 'https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/xxx.wav',
      },
      parameters: {
        size: '1248*1632',
        duration: 15,
        prompt_extend: true,
        watermark: true,
        audio: true,
        shot_type: 'multi',
        seed: 12_345,
      },
    },
  },
  {
    given: { ...least, extendPrompt: false, shotType: 'single', generateAudio: false, seed: 0 },
    order: {
      input: { prompt: 'A kitten running in the moonlight' },
      parameters: {
        size: '1280*720',
        duration: 5,
        prompt_extend: false,
        watermark: false,
        audio: false,
        shot_type: 'single',
        seed: 0,
      },
    },
  },
];

const forms = [
  { body: undefined, written: (order: object) => ({ model: 'wan26_t2v', ...order }) },
  { body: 'documented', written: (order: object) => ({ model: 'wan26_t2v', ...order }) },
  { body: 'wrapped', written: (order: object) => ({ model: 'wan26_t2v', input: [{ params: order }] }) },
] as const;

const submissions = forms.flatMap(({ body, written }) =>
  orders.map(({ given, order }) => ({ body, given, sent: written(order) })),
);

test.each(submissions)('$given goes over the wire, with the body $body', async ({ body, given, sent }) => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  await submit(vtrixAt(gateway.url, { body }), given, { callbackUrl: 'https://example.com/callbacks/1' });
  expect(gateway.heard).toHaveLength(1);
  const [heard] = gateway.heard;
  expect(`${heard?.method} ${heard?.path}`).toBe('POST /model/v1/generation');
  expect(JSON.parse(heard!.body)).toEqual(sent);
  expect(heard?.headers).toMatchObject({ authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' });
  expect(heard?.headers).not.toHaveProperty('idempotency-key');
});

test.each([
  ['720p', '16:9', '1280*720'],
  ['720p', '9:16', '720*1280'],
  ['720p', '1:1', '960*960'],
  ['720p', '4:3', '1088*832'],
  ['720p', '3:4', '832*1088'],
  ['1080p', '16:9', '1920*1080'],
  ['1080p', '9:16', '1080*1920'],
  ['1080p', '1:1', '1440*1440'],
  ['1080p', '4:3', '1632*1248'],
  ['1080p', '3:4', '1248*1632'],
])('%s at %s is sent as the size %s', async (resolution, aspectRatio, size) => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  await submit(vtrixAt(gateway.url), { ...least, resolution, aspectRatio });
  expect(JSON.parse(gateway.heard[0]!.body)).toMatchObject({ parameters: { size } });
});

test('an accepted task is known by its id; Vtrix says no price and no time', async () => {
  const gateway = await startGateway(raw(201, await fixture('submitted.json')));
  expect(await submitSomething(vtrixAt(gateway.url))).toEqual({ taskId });
});

test.each([
  { id: taskId, status: 'failed', error: 'no' },
  { id: taskId },
  { id: ` ${taskId} `, metadata: { id: 'm' } },
])('an id is enough to be accepted: %j', async (body) => {
  const gateway = await startGateway(json(200, body));
  expect((await submitSomething(vtrixAt(gateway.url))).taskId).toBe(taskId);
});
