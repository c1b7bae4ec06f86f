import { expect, test } from 'vitest';
import { emulatorOnHand, imageToVideo, referenceVideo, textToVideo } from './emulators.js';

test('an accepted order is answered with a pending task and what is reserved for it', async () => {
  const { gateway, clock } = await emulatorOnHand();
  const { status, json } = await gateway.submit(textToVideo);
  expect(status).toBe(200);
  expect(json).toEqual({
    created: Math.floor(clock.now() / 1000),
    id: expect.stringMatching(/^task-unified-\d{10}-[a-z0-9]{8}$/),
    model: 'wan2.6-text-to-video',
    object: 'video.generation.task',
    progress: 0,
    status: 'pending',
    task_info: { can_cancel: true, estimated_time: 8 },
    type: 'video',
    usage: { billing_rule: 'per_call', credits_reserved: 25.5, user_group: 'default' },
  });
});

const longestPrompt = '語'.repeat(1499) + '🎬';
const callback = (characters: number) =>
  `https://example.com/${'a'.repeat(characters - 'https://example.com/'.length)}`;

test.each([
  ['the shortest text-to-video', { ...textToVideo, duration: 2 }],
  ['the longest text-to-video', { ...textToVideo, duration: 15 }],
  ['nothing but what is required', { model: textToVideo.model, prompt: 'A cat' }],
  ['1500 characters that are not all one UTF-16 unit', { ...textToVideo, prompt: longestPrompt }],
  [
    'own audio and shot type',
    { ...textToVideo, audio_url: 'http://example.com/a.mp3', model_params: { shot_type: 'multi' } },
  ],
  ['prompt rewriting switched off', { ...textToVideo, prompt_extend: false }],
  ['every aspect ratio, e.g. 3:4', { ...textToVideo, aspect_ratio: '3:4', quality: '1080p' }],
  ['the longest image-to-video', { ...imageToVideo, duration: 15 }],
  ['ten seconds of image-to-video', { ...imageToVideo, duration: 10, prompt_extend: false }],
  ['three reference videos', { ...referenceVideo, video_urls: Array(3).fill('https://example.com/a.mov') }],
  ['the longest reference-to-video', { ...referenceVideo, duration: 10, generate_audio: false }],
  ['the longest callback URL', { ...textToVideo, callback_url: callback(2048) }],
])('takes %s', async (_name, body) => {
  const { gateway, emulator } = await emulatorOnHand();
  expect((await gateway.submit(body)).status).toBe(200);
  expect(emulator.bill().acceptedJobs).toBe(1);
});

test.each([
  ['no model', { prompt: 'A cat' }, 'model'],
  ['no prompt', { model: textToVideo.model }, 'prompt'],
  ['an empty prompt', { ...textToVideo, prompt: '' }, 'prompt'],
  ['1501 characters', { ...textToVideo, prompt: `${longestPrompt}a` }, 'prompt'],
  ['one second', { ...textToVideo, duration: 1 }, 'duration'],
  ['16 seconds', { ...textToVideo, duration: 16 }, 'duration'],
  ['half a second more', { ...textToVideo, duration: 5.5 }, 'duration'],
  ['a duration as text', { ...textToVideo, duration: '5' }, 'duration'],
  ['480p', { ...textToVideo, quality: '480p' }, 'quality'],
  ['an unknown aspect ratio', { ...textToVideo, aspect_ratio: '21:9' }, 'aspect_ratio'],
  ['null for an optional field', { ...textToVideo, audio_url: null }, 'audio_url'],
  ['audio that is no URL', { ...textToVideo, audio_url: 'song.mp3' }, 'audio_url'],
  ['a seed', { ...textToVideo, seed: 1 }, 'seed'],
  ['an unknown shot type', { ...textToVideo, model_params: { shot_type: 'three' } }, 'model_params.shot_type'],
  ['an unknown model parameter', { ...textToVideo, model_params: { seed: 1 } }, 'model_params.seed'],
  ['sound switched off for text-to-video', { ...textToVideo, generate_audio: false }, 'generate_audio'],
  ['an image for text-to-video', { ...textToVideo, image_urls: imageToVideo.image_urls }, 'image_urls'],
  ['no image for image-to-video', { ...imageToVideo, image_urls: [] }, 'image_urls'],
  [
    'two images',
    { ...imageToVideo, image_urls: [...imageToVideo.image_urls, ...imageToVideo.image_urls] },
    'image_urls',
  ],
  ['an image as data', { ...imageToVideo, image_urls: ['data:image/png;base64,AAAA'] }, 'image_urls.0'],
  ['six seconds of image-to-video', { ...imageToVideo, duration: 6 }, 'duration'],
  ['an aspect ratio for image-to-video', { ...imageToVideo, aspect_ratio: '16:9' }, 'aspect_ratio'],
  ['no reference video', { ...referenceVideo, video_urls: [] }, 'video_urls'],
  [
    'four reference videos',
    { ...referenceVideo, video_urls: Array(4).fill('https://example.com/a.mp4') },
    'video_urls',
  ],
  ['eleven seconds of reference-to-video', { ...referenceVideo, duration: 11 }, 'duration'],
  ['prompt rewriting for reference-to-video', { ...referenceVideo, prompt_extend: true }, 'prompt_extend'],
  ['own audio for reference-to-video', { ...referenceVideo, audio_url: 'https://example.com/a.mp3' }, 'audio_url'],
  ['a callback URL of 2049 characters', { ...textToVideo, callback_url: callback(2049) }, 'callback_url'],
])('refuses %s, names the field, and reserves nothing', async (_name, body, param) => {
  const { gateway, emulator } = await emulatorOnHand();
  const { status, json } = await gateway.submit(body);
  expect({ status, json }).toEqual({
    status: 400,
    json: { error: { code: 400, type: 'invalid_request_error', param, message: expect.any(String) } },
  });
  expect(emulator.bill()).toMatchObject({
    acceptedJobs: 0,
    credits: { reserved: '0' },
    requests: { submits: 1, refused: 1 },
  });
});

test.each([
  'http://example.com/hook',
  'https://127.0.0.1/hook',
  'https://localhost/hook',
  'https://2130706433/hook',
  'https://10.1.2.3/hook',
  'https://172.16.0.1/hook',
  'https://172.31.255.255/hook',
  'https://192.168.1.1/hook',
  'https://169.254.169.254/hook',
  'https://[::1]/hook',
  'https://[::ffff:10.0.0.1]/hook',
  'https://[fd00::1]/hook',
  'ftp://example.com/hook',
  'hook',
])('the real rule refuses the callback URL %s', async (callbackUrl) => {
  const { gateway } = await emulatorOnHand({ allowLoopbackCallbacks: false });
  const { status, json } = await gateway.submit({ ...textToVideo, callback_url: callbackUrl });
  expect([status, json.error.param]).toEqual([400, 'callback_url']);
});

test.each(['https://172.15.0.1/hook', 'https://172.32.0.1/hook', 'https://example.com:8443/hook?a=b'])(
  'the real rule takes the callback URL %s',
  async (callbackUrl) => {
    const { gateway } = await emulatorOnHand({ allowLoopbackCallbacks: false });
    expect((await gateway.submit({ ...textToVideo, callback_url: callbackUrl })).status).toBe(200);
  },
);

test('takes callbacks to this machine without TLS, but to no other internal address', async () => {
  const { gateway } = await emulatorOnHand();
  const submit = (callbackUrl: string) => gateway.submit({ ...textToVideo, callback_url: callbackUrl });
  expect((await submit('http://127.0.0.1:9/hook')).status).toBe(200);
  expect((await submit('http://localhost:9/hook')).status).toBe(200);
  expect((await submit('https://192.168.1.1/hook')).status).toBe(400);
  expect((await submit('http://example.com/hook')).status).toBe(400);
});

test('answers a body that is not JSON, or not declared as JSON, with 400', async () => {
  const { gateway } = await emulatorOnHand();
  expect((await gateway.submit('{"model":')).json).toEqual({
    error: { code: 400, message: 'Invalid request format', type: 'invalid_request_error' },
  });
  expect((await gateway.submit(textToVideo, { 'content-type': 'text/plain' })).status).toBe(400);
});

test('answers a model that it does not have with 404', async () => {
  const { gateway } = await emulatorOnHand();
  for (const model of ['wan2.6-text-to-video-flash', 'toString']) {
    const { status, json } = await gateway.submit({ ...textToVideo, model });
    expect([status, json.error.type]).toEqual([404, 'not_found_error']);
  }
});

test('answers a body above 1 MiB with 413', async () => {
  const { gateway } = await emulatorOnHand();
  const { status, json } = await gateway.submit({ ...textToVideo, prompt: 'a'.repeat(1024 * 1024) });
  expect([status, json.error.type]).toEqual([413, 'request_too_large_error']);
});

test('answers an order that the balance does not cover with 402 and where to pay', async () => {
  const { gateway, emulator } = await emulatorOnHand({ startingCredits: '25.5' });
  expect((await gateway.submit(textToVideo)).status).toBe(200);
  const { status, json } = await gateway.submit({ ...textToVideo, duration: 2 });
  expect(status).toBe(402);
  expect(json.error).toEqual({
    code: 402,
    message: 'Insufficient quota',
    type: 'insufficient_quota_error',
    fallback_suggestion: 'https://evolink.ai/dashboard/billing',
  });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, credits: { available: '0', reserved: '25.5', spent: '0' } });
});

test.each([
  ['POST', '/v1/videos/generations', 401],
  ['GET', '/v1/tasks/task-unified-1757169743-7cvnl5zw', 'unauthorized'],
  ['GET', '/v1/tasks', 'unauthorized'],
  ['POST', '/v1/tasks/batch', 'unauthorized'],
  ['GET', '/v1/credits', 'unauthorized'],
])('%s %s wants a valid key and never repeats the one it got', async (method, path, code) => {
  const { gateway } = await emulatorOnHand({ apiKeys: ['the-right-key'] });
  for (const authorization of ['', 'Bearer', 'Bearer the-wrong-key', 'Basic the-right-key']) {
    const { status, json } = await gateway.call(method, path, method === 'POST' ? textToVideo : undefined, {
      authorization,
    });
    expect(status).toBe(401);
    expect(json).toEqual({
      error: { code, message: 'Invalid authentication credentials', type: 'authentication_error' },
    });
  }
  const { status } = await gateway.call(method, path, method === 'POST' ? textToVideo : undefined, {
    authorization: 'Bearer the-right-key',
  });
  expect(status).not.toBe(401);
});

test('repeats nothing for a repeated Idempotency-Key unless told to: two orders, two charges', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  const headers = { 'idempotency-key': 'rw-0123456789abcdef' };
  const first = await gateway.submit(textToVideo, headers);
  const second = await gateway.submit(textToVideo, headers);
  expect(second.json.id).not.toBe(first.json.id);
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 2, credits: { reserved: '51' } });
});

test('gives the first answer again where keys are honoured, and refuses the key for another order', async () => {
  const { gateway, emulator } = await emulatorOnHand({ idempotency: 'honoured' });
  const headers = { 'idempotency-key': 'rw-0123456789abcdef' };
  const first = await gateway.submit(textToVideo, headers);
  const second = await gateway.submit(textToVideo, headers);
  const other = await gateway.submit({ ...textToVideo, duration: 6 }, headers);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(second.json).toEqual(first.json);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect([other.status, other.json.error.code]).toEqual([409, 'idempotency_conflict']);
  expect((await gateway.submit(textToVideo, { 'idempotency-key': 'short' })).status).toBe(400);
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 4, replayed: 1, refused: 2 } });
});
