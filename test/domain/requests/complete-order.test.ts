import { expect, test } from 'vitest';
import { orderAsGiven } from '../../../src/domain/ordered-video.js';
import { knownModels } from '../../../src/domain/requests/model-catalogue.js';
import { completeOrder } from '../../../src/domain/requests/complete-order.js';
import type { GenerationRequestInput } from '../../../src/domain/requests/index.js';
import { leastAimlapi, leastDashscope, leastImage, leastReference, leastText, leastVtrix } from './requests.js';

const complete = (request: GenerationRequestInput) =>
  completeOrder(knownModels.find(request.model)!, orderAsGiven(request));

test.each([
  [leastText, { aspectRatio: '16:9', sound: undefined, referenceVideos: 0, referenceImages: 0 }],
  [leastImage, { aspectRatio: undefined, sound: undefined, referenceVideos: 0, referenceImages: 0 }],
  [leastReference, { aspectRatio: '16:9', sound: true, referenceVideos: 1, referenceImages: 0 }],
  [leastVtrix, { aspectRatio: '16:9', sound: true, referenceVideos: 0, referenceImages: 0 }],
  [leastAimlapi, { aspectRatio: '16:9', sound: true, referenceVideos: 0, referenceImages: 0 }],
  [leastDashscope.image, { aspectRatio: undefined, sound: undefined, referenceVideos: 0, referenceImages: 0 }],
  [leastDashscope.imageFlash, { aspectRatio: undefined, sound: true, referenceVideos: 0, referenceImages: 0 }],
  [leastDashscope.reference, { aspectRatio: '16:9', sound: undefined, referenceVideos: 0, referenceImages: 1 }],
])('what a request leaves out is what its model makes of it: $model', (request, rest) => {
  expect(complete(request)).toEqual({ durationSeconds: 5, resolution: '720p', ...rest });
});

test('what a request says is what was ordered', () => {
  const given = { durationSeconds: 10, resolution: '1080p', aspectRatio: '3:4' } as const;
  const links = ['https://example.com/1.mp4', 'https://example.com/2.mp4'];
  expect(
    complete({
      ...leastReference,
      ...given,
      generateAudio: false,
      referenceVideoUrls: links,
    } as GenerationRequestInput),
  ).toEqual({ ...given, sound: false, referenceVideos: 2, referenceImages: 0 });
});

test('a request that brings its own sound orders sound', () => {
  expect(complete({ ...leastText, audioUrl: 'https://example.com/a.mp3' } as GenerationRequestInput).sound).toBe(true);
});

test('no text and no link of a request comes along', () => {
  const told = JSON.stringify(
    [leastText, leastImage, leastReference, leastVtrix, ...Object.values(leastDashscope)].map((request) =>
      orderAsGiven(request),
    ),
  );
  expect(told).not.toMatch(/cat|person|kitten|example/);
});
