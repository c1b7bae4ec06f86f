import { expect, test } from 'vitest';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, submit } from '../gateway-calls.js';
import { dashscopeAt, fixture, submitSomething, taskId } from './dashscope.js';

const prompt = 'A kitten running in the moonlight';
const imageUrl = 'https://example.com/kitten.png';
const audioUrl = 'https://example.com/purr.wav';
const videos = ['https://example.com/1.mp4', 'https://example.com/2.mov'];
const images = ['https://example.com/3.png', 'https://example.com/4.webp'];

const everything = { negativePrompt: 'blurry', resolution: '1080p', shotType: 'multi', watermark: true, seed: 12_345 };
const everythingSent = { shot_type: 'multi', watermark: true, seed: 12_345 };

/** What goes over the wire for the least request of each model, and for one that says everything. */
const orders = [
  {
    given: { model: 'dashscope/wan2.6-t2v', prompt },
    input: { prompt },
    parameters: { size: '1280*720', duration: 5, prompt_extend: true, watermark: false },
  },
  {
    given: {
      model: 'dashscope/wan2.6-t2v',
      prompt,
      ...everything,
      durationSeconds: 15,
      aspectRatio: '9:16',
      extendPrompt: true,
      audioUrl,
      account: 'team-a',
    },
    input: { prompt, negative_prompt: 'blurry', audio_url: audioUrl },
    parameters: { size: '1080*1920', duration: 15, prompt_extend: true, ...everythingSent },
  },
  {
    given: { model: 'dashscope/wan2.6-i2v', prompt, imageUrl },
    input: { prompt, img_url: imageUrl },
    parameters: { resolution: '720P', duration: 5, prompt_extend: true, watermark: false },
  },
  {
    given: {
      model: 'dashscope/wan2.6-i2v',
      prompt,
      imageUrl,
      ...everything,
      shotType: 'single',
      durationSeconds: 10,
      extendPrompt: false,
      audioUrl,
    },
    input: { prompt, negative_prompt: 'blurry', img_url: imageUrl, audio_url: audioUrl },
    parameters: { resolution: '1080P', duration: 10, prompt_extend: false, ...everythingSent, shot_type: 'single' },
  },
  {
    given: { model: 'dashscope/wan2.6-i2v-flash', prompt, imageUrl },
    input: { prompt, img_url: imageUrl },
    parameters: { resolution: '720P', duration: 5, prompt_extend: true, audio: true, watermark: false },
  },
  {
    given: {
      model: 'dashscope/wan2.6-i2v-flash',
      prompt,
      imageUrl,
      ...everything,
      durationSeconds: 2,
      extendPrompt: true,
      generateAudio: false,
    },
    input: { prompt, negative_prompt: 'blurry', img_url: imageUrl },
    parameters: { resolution: '1080P', duration: 2, prompt_extend: true, audio: false, ...everythingSent },
  },
  {
    given: { model: 'dashscope/wan2.6-i2v-flash', prompt, imageUrl, audioUrl },
    input: { prompt, img_url: imageUrl, audio_url: audioUrl },
    parameters: { resolution: '720P', duration: 5, prompt_extend: true, watermark: false },
  },
  {
    given: { model: 'dashscope/wan2.6-r2v', prompt, referenceVideoUrls: [videos[0]] },
    input: { prompt, reference_urls: [videos[0]] },
    parameters: { size: '1280*720', duration: 5, watermark: false },
  },
  {
    given: {
      model: 'dashscope/wan2.6-r2v',
      prompt,
      ...everything,
      durationSeconds: 10,
      aspectRatio: '1:1',
      referenceImageUrls: images,
      referenceVideoUrls: videos,
    },
    // The videos first: by their place they are `character1`, `character2`, …
    input: { prompt, negative_prompt: 'blurry', reference_urls: [...videos, ...images] },
    parameters: { size: '1440*1440', duration: 10, ...everythingSent },
  },
  {
    given: { model: 'dashscope/wan2.6-r2v-flash', prompt, referenceImageUrls: [images[0]] },
    input: { prompt, reference_urls: [images[0]] },
    parameters: { size: '1280*720', duration: 5, audio: true, watermark: false },
  },
  {
    given: {
      model: 'dashscope/wan2.6-r2v-flash',
      prompt,
      ...everything,
      durationSeconds: 2,
      aspectRatio: '4:3',
      referenceImageUrls: images,
      referenceVideoUrls: videos,
      generateAudio: false,
    },
    input: { prompt, negative_prompt: 'blurry', reference_urls: [...videos, ...images] },
    parameters: { size: '1632*1248', duration: 2, audio: false, ...everythingSent },
  },
];

test.each(orders)('$given goes over the wire', async ({ given, input, parameters }) => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  await submit(dashscopeAt(`${gateway.url}/`), given, { callbackUrl: 'https://example.com/callbacks/1' });
  expect(gateway.heard).toHaveLength(1);
  const [heard] = gateway.heard;
  expect(`${heard?.method} ${heard?.path}`).toBe('POST /api/v1/services/aigc/video-generation/video-synthesis');
  expect(JSON.parse(heard!.body)).toEqual({ model: given.model.replace('dashscope/', ''), input, parameters });
  expect(heard?.headers).toMatchObject({
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'x-dashscope-async': 'enable',
  });
});

test('an accepted task is known by its id; DashScope says no price and no time', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  expect(await submitSomething(dashscopeAt(gateway.url))).toEqual({ taskId });
});

test.each([
  { output: { task_id: taskId } },
  { output: { task_id: ` ${taskId} `, task_status: 'UNKNOWN' } },
  { output: { task_id: taskId, task_status: 7 }, request_id: null, code: null },
])('an id is enough to be accepted: %j', async (body) => {
  const gateway = await startGateway(json(200, body));
  expect((await submitSomething(dashscopeAt(gateway.url))).taskId).toBe(taskId);
});
