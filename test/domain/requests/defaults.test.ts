import { expect, test } from 'vitest';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { leastImage, leastReference, leastText } from './requests.js';

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

test('what was given stays as it was given', () => {
  const request = { ...leastText, prompt: '  A cat\nplaying piano ', durationSeconds: 15, extendPrompt: false };
  expect(parseRequest(request)).toMatchObject(request);
});
