import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineModel, requestFields } from '../../../src/index.js';
import { createModelCatalogue } from '../../../src/domain/requests/model-catalogue.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { wan27 } from '../../helpers/wan27.js';

const catalogue = createModelCatalogue([wan27]);
const least = { model: wan27.id, prompt: 'A cat playing piano' };

const thrownBy = (deed: () => unknown): Error => {
  try {
    deed();
  } catch (error) {
    return error as Error;
  }
  return expect.unreachable('nothing was thrown');
};

test('a request of a defined model has the defaults of its definition', () => {
  expect(parseRequest(least, catalogue)).toEqual({
    ...least,
    durationSeconds: 5,
    resolution: '720p',
    aspectRatio: '16:9',
  });
  expect(parseRequest({ ...least, account: 'team-a', style: 'film' }, catalogue)).toMatchObject({
    account: 'team-a',
    style: 'film',
  });
});

test('a field that a defined model lacks is refused, and the models that have it are named', () => {
  const { message } = thrownBy(() => parseRequest({ ...least, watermark: true }, catalogue));
  expect(message).toContain('watermark: true; allowed: not a field of evolink/wan2.7-text-to-video, which has');
  expect(message).toContain('would be taken by vtrix/wan26_t2v');
});

test('a known model names a defined one that would take a value', () => {
  const request = { ...least, model: 'evolink/wan2.6-text-to-video', style: 'film' };
  const { message } = thrownBy(() => parseRequest(request, catalogue));
  expect(message).toContain('would be taken by evolink/wan2.7-text-to-video');
});

test('without its definition the model is not known, and those that are known are listed', () => {
  const { message } = thrownBy(() => parseRequest(least));
  expect(message).toMatch(
    /^model: .*wan2\.7.*allowed: .*evolink\/wan2\.6-text-to-video, .*dashscope\/wan2\.6-r2v-flash/,
  );
});

test('what a definition leaves open holds as for all models of its gateway', () => {
  expect(wan27.facts).toMatchObject({ gateway: 'evolink', callbacks: true, typicalSeconds: 90 });
  expect(wan27.wireName).toBe('wan2.7-text-to-video');
});

const right = {
  id: 'evolink/other',
  gateway: 'evolink',
  request: z.object({ durationSeconds: requestFields.wholeSeconds(2, 5), resolution: requestFields.resolution }),
  toBody: () => ({}),
  capabilities: { kind: 'text-to-video' },
} as const;

test.each([
  [{ id: 'evolink/wan2.6-text-to-video' }, 'id; allowed: an id that Reelwork does not know yet'],
  [{ id: 'evolink/two/parts' }, "id; allowed: '<gateway>/<name>'"],
  [{ id: 'vtrix/other' }, "id; allowed: 'evolink/<name>'"],
  [{ gateway: 'nobody', id: 'nobody/other' }, 'gateway; allowed: '],
  [{ request: z.object({ resolution: requestFields.resolution }) }, 'request.durationSeconds; allowed: '],
  [{ capabilities: { kind: 'text-to-video', typicalSeconds: -1 } }, 'capabilities.typicalSeconds; allowed: a number'],
  [{ capabilities: { kind: 'text-to-video', callbacks: false } }, 'capabilities; allowed: '],
  [{ price: { currency: 'USD', perSecond: { '720p': 0.1 }, source: 'x', date: '2026-01-01' } }, 'price.perSecond.720p'],
])('a definition that can not be right is refused: %j', (change, words) => {
  const changed = { ...right, ...change };
  const error = thrownBy(() => defineModel(changed as never));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain(`defineModel('${changed.id}'): ${words}`);
});

test('two models with one id are refused', () => {
  expect(() => createModelCatalogue([wan27, wan27])).toThrow("'evolink/wan2.7-text-to-video' is defined twice");
});
