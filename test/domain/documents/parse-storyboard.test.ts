import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseStoryboard } from '../../../src/domain/documents/parse-storyboard.js';
import { readStoryboardFile } from '../../../src/domain/documents/read-storyboard-file.js';
import { defineModel } from '../../../src/domain/requests/define-model.js';
import * as fields from '../../../src/domain/requests/fields.js';
import { createModelCatalogue } from '../../../src/domain/requests/model-catalogue.js';
import { requestDigest } from '../../../src/domain/requests/request-digest.js';
import { imageModel, shot, storyboardOf, textModel } from './storyboards.js';

const morning = { scheduledAt: new Date('2026-11-22T02:05:00Z'), timeZone: 'Europe/Berlin' };

test('the example of the documentation is a storyboard', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../examples/storyboard.yaml'), 'utf8');
  const { storyboard } = readStoryboardFile(text, { file: 'storyboard.yaml', ...morning, vars: { city: 'Kiel' } });
  expect(storyboard).toMatchObject({
    title: 'The harbour at dawn, 2026-11-22',
    options: { whenUnknown: { ask: '1h', then: 'fail' }, maxSubmissions: 2 },
    film: { music: { url: 'https://cdn.example.com/song.mp3', volume: 0.4 }, missing: 'refuse' },
    budget: { amount: '40', currency: 'USD' },
    approval: { mode: 'before-film', timeout: { seconds: 43_200, then: 'approve' } },
    deadlineSeconds: 21_600,
    parallel: 20,
  });
  const [quay, ship, captain] = storyboard.shots;
  expect(quay?.request['prompt']).toBe('Kiel, a quay at dawn, fog over the water');
  expect(ship).toMatchObject({ continues: 'quay', unusedDefaults: ['aspectRatio'], kind: 'image-to-video' });
  expect(captain).toMatchObject({ after: ['quay'], takes: 3, select: 2, caption: 'Nobody has slept' });
});

test('the least storyboard is a list of shots', () => {
  const least = { shots: [{ id: 'a', model: textModel, prompt: 'A cat' }] };
  expect(parseStoryboard(least)).toEqual({
    shots: [
      {
        id: 'a',
        request: { model: textModel, prompt: 'A cat' },
        kind: 'text-to-video',
        ordered: { durationSeconds: 5, resolution: '720p' },
        after: [],
        takes: 1,
        select: 1,
        unusedDefaults: [],
      },
    ],
    options: {},
    film: { transition: 'cut', captions: 'none', missing: 'refuse' },
    whenSpent: 'wait',
    approval: { mode: 'none' },
    parallel: 100,
  });
  expect(parseStoryboard({ ...least, film: 'none' }).film).toBe('none');
});

test('a shot is ordered like the same request on its own', () => {
  const [first] = parseStoryboard(storyboardOf([shot('a', { durationSeconds: 10 })])).shots;
  const alone = { prompt: 'A cat playing piano', durationSeconds: 10, model: textModel };
  expect(requestDigest(first?.request)).toBe(requestDigest(alone));
});

test('a default counts where a shot says nothing, and its model has the field', () => {
  const defaults = { model: textModel, resolution: '1080p', aspectRatio: '9:16', seed: 7 };
  const shots = [
    shot('own', { resolution: '720p' }),
    shot('image', { model: imageModel, imageUrl: 'https://example.com/a.png' }),
    shot('seeded', { model: 'vtrix/wan26_t2v' }),
  ];
  const { shots: checked } = parseStoryboard({ defaults, shots });
  expect(checked.map(({ request, unusedDefaults }) => ({ ...request, unusedDefaults }))).toMatchObject([
    { model: textModel, resolution: '720p', aspectRatio: '9:16', unusedDefaults: ['seed'] },
    { model: imageModel, resolution: '1080p', unusedDefaults: ['aspectRatio', 'seed'] },
    { resolution: '1080p', aspectRatio: '9:16', seed: 7, unusedDefaults: [] },
  ]);
  expect(checked[0]?.request).not.toHaveProperty('seed');
  expect(checked[1]?.request).not.toHaveProperty('aspectRatio');
});

test('a shot that continues another leaves its first image open, a default image included', () => {
  const defaults = { model: imageModel, imageUrl: 'https://example.com/a.png' };
  const [first, second] = parseStoryboard({ defaults, shots: [shot('a'), shot('b', { continues: 'a' })] }).shots;
  expect(first?.request['imageUrl']).toBe('https://example.com/a.png');
  expect(second).toMatchObject({ continues: 'a', unusedDefaults: ['imageUrl'] });
  expect(second?.request).not.toHaveProperty('imageUrl');
});

test('where the model is left open, those defaults stay that one model has together', () => {
  const defaults = {
    model: 'auto',
    aspectRatio: '9:16',
    generateAudio: false,
    negativePrompt: 'text',
    watermark: false,
  };
  const shots = [shot('a'), shot('b', { continues: 'a' }), shot('c', { referenceImageUrls: ['s3://m/c.png'] })];
  const { shots: checked } = parseStoryboard({ defaults, shots });
  expect(checked.map(({ kind, unusedDefaults }) => ({ kind, unusedDefaults }))).toEqual([
    // AI/ML API has no watermark; Vtrix, which comes first, no negative prompt.
    { kind: 'text-to-video', unusedDefaults: ['negativePrompt'] },
    { kind: 'image-to-video', unusedDefaults: ['aspectRatio'] },
    { kind: 'reference-to-video', unusedDefaults: [] },
  ]);
  expect(checked.map(({ request }) => request.model)).toEqual(['auto', 'auto', 'auto']);
});

test('which models may be chosen stands beside the options of the generations', () => {
  const auto = { among: ['vtrix/wan26_t2v'] };
  const shots = [shot('a', { model: 'auto', seed: 1 }), shot('b')];
  const { auto: checked, options } = parseStoryboard(storyboardOf(shots, { options: { auto, whenHeld: 'fail' } }));
  expect({ checked, options }).toEqual({ checked: auto, options: { whenHeld: 'fail' } });
});

test('names stand for links in shots, in defaults and in the film', () => {
  const references = {
    cat: 's3://media/cat.png',
    dance: 'https://example.com/dance.mp4',
    song: 's3://media/song.flac',
  };
  const model = 'dashscope/wan2.6-r2v';
  const shots = [shot('a', { referenceVideoUrls: ['dance', 'https://example.com/own.mp4'] })];
  const defaults = { model, referenceImageUrls: ['cat'] };
  const { shots: checked, film } = parseStoryboard({ references, defaults, shots, film: { voice: { url: 'song' } } });
  expect(checked[0]?.request).toMatchObject({
    referenceVideoUrls: ['https://example.com/dance.mp4', 'https://example.com/own.mp4'],
    referenceImageUrls: ['s3://media/cat.png'],
  });
  expect(film).toMatchObject({ voice: { url: 's3://media/song.flac', volume: 1 } });
});

/** The known models, and one with these fields beside the usual ones. */
const modelsWith = (own: Readonly<Record<string, z.ZodType>>) =>
  createModelCatalogue([
    defineModel({
      id: 'evolink/wan9',
      gateway: 'evolink',
      request: z.object({
        prompt: fields.prompt,
        durationSeconds: fields.wholeSeconds(2, 60).default(5),
        resolution: fields.resolution,
        ...own,
      }),
      toBody: (request) => request,
      capabilities: { kind: 'text-to-video' },
    }),
  ]);

test('a field that a shot has of its own is the shot’s, whatever a model calls so', () => {
  const models = modelsWith({ caption: z.string().optional() });
  const [first] = parseStoryboard({ shots: [shot('a', { model: 'evolink/wan9', caption: 'Dawn' })] }, { models }).shots;
  expect(first?.caption).toBe('Dawn');
  expect(first?.request).not.toHaveProperty('caption');
  const refused = () => parseStoryboard(storyboardOf([shot('a')], { defaults: { caption: 'Dawn' } }), { models });
  expect(refused).toThrow('defaults.caption: a text of 4 characters; allowed: not a field of defaults');
});

test('a model of one’s own may be used, with the fields that only it has', () => {
  const models = modelsWith({ mood: z.enum(['calm', 'wild']).describe('calm, wild') });
  const document = {
    defaults: { mood: 'calm' },
    shots: [shot('a', { model: 'evolink/wan9' }), shot('b', { model: textModel })],
  };
  const { shots } = parseStoryboard(document, { models });
  expect(shots.map(({ request }) => request['mood'])).toEqual(['calm', undefined]);
  expect(() => parseStoryboard(document)).toThrow(
    'defaults.mood: a text of 4 characters; allowed: not a field of defaults',
  );
});
