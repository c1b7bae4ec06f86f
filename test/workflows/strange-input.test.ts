import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

const reference = {
  model: 'evolink/wan2.6-reference-video-flash',
  prompt: 'A cat',
  durationSeconds: 5,
  resolution: '720p',
  referenceVideoUrls: ['https://example.com/cat.mp4'],
} as const;

describe.concurrent('what strangers send', () => {
  test.for<[string, unknown[]]>([
    ['nothing', []],
    ['null', [null]],
    ['text', ['wan2.6']],
    ['no model', [{ prompt: 'A cat' }]],
    ['a number for a model', [{ ...request(), model: 7 }]],
    ['null for links', [{ ...reference, referenceVideoUrls: null }]],
    ['null for a prompt', [{ ...request(), prompt: null }]],
    ['a number for links', [{ ...reference, referenceVideoUrls: 7 }]],
    ['a list', [[request()]]],
    ['options that are none', [request(), 'quickly']],
  ])('a start with %s ends as INVALID_REQUEST, and nothing is sent', async ([what, args], { stage }) => {
    const { client, taskQueue, emulator } = await stage();
    const workflowId = `start-with-${what.replace(/\W+/g, '-')}`;
    const run = await client.workflow.start('generateVideo', { workflowId, taskQueue, args });
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'INVALID_REQUEST' } });
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('a start with a model of Object’s own ends as MODEL_UNKNOWN, and nothing is sent', async ({ stage }) => {
    const { client, taskQueue, emulator } = await stage();
    const args = [{ ...request(), model: 'toString' }];
    const run = await client.workflow.start('generateVideo', { workflowId: 'model-of-object', taskQueue, args });
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'MODEL_UNKNOWN' } });
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test.for<[string, string, unknown[]]>([
    ['without input', 'no-input', []],
    ['with null', 'null', [null]],
    ['with text', 'text', ['done']],
    ['with other fields', 'fields', [{ n: 'one', taskId: 7 }]],
  ])('a callback signal %s is no trouble: the video is kept', async ([, id, input], { stage }) => {
    const clock = createManualClock();
    const { client, videos, emulator } = await stage({ emulator: { clock, queueSeconds: 0 } });
    const run = await videos.start(id, request());
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    await client.workflow.getHandle(id).signal('callbackReceived', ...input);
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });
});
