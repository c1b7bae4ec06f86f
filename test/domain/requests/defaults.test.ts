import { expect, test } from 'vitest';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { leastAimlapi, leastDashscope, leastImage, leastReference, leastText, leastVtrix } from './requests.js';

test('what decides the price is always filled in', () => {
  expect(parseRequest(leastText)).toEqual({
    ...leastText,
    durationSeconds: 5,
    resolution: '720p',
    aspectRatio: '16:9',
    extendPrompt: true,
  });
  expect(parseRequest(leastImage)).toEqual({
    ...leastImage,
    durationSeconds: 5,
    resolution: '720p',
    extendPrompt: true,
  });
  expect(parseRequest(leastReference)).toEqual({
    ...leastReference,
    durationSeconds: 5,
    resolution: '720p',
    aspectRatio: '16:9',
    generateAudio: true,
  });
});

const inEveryModel = { durationSeconds: 5, resolution: '720p' };
const inShape = { ...inEveryModel, aspectRatio: '16:9' };

test.each([
  [leastVtrix, { ...inShape, extendPrompt: true, generateAudio: true, watermark: false }],
  [leastAimlapi, { ...inShape, extendPrompt: true, generateAudio: true }],
  [leastDashscope.text, { ...inShape, extendPrompt: true, watermark: false }],
  [leastDashscope.image, { ...inEveryModel, extendPrompt: true, watermark: false }],
  [leastDashscope.imageFlash, { ...inEveryModel, extendPrompt: true, generateAudio: true, watermark: false }],
  [leastDashscope.reference, { ...inShape, watermark: false }],
  [leastDashscope.referenceFlash, { ...inShape, generateAudio: true, watermark: false }],
])('what decides the price is filled in for $model, too', (least, filledIn) => {
  expect(parseRequest(least)).toEqual({ ...least, ...filledIn });
});

test('what was given stays as it was given', () => {
  const request = { ...leastText, prompt: '  A cat\nplaying piano ', durationSeconds: 15, extendPrompt: false };
  expect(parseRequest(request)).toMatchObject(request);
});
