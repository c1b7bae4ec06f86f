import { describe, expect, test } from 'vitest';
import { models, type KnownModelId } from '../../../src/domain/models.js';
import type { CheckedRequest } from '../../../src/domain/requests/index.js';
import { knownModels } from '../../../src/domain/requests/model-catalogue.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { createGatewayAccounts, submitterFor } from '../../../src/providers/gateway-accounts.js';
import { ProviderError } from '../../../src/providers/provider-error.js';
import type { VideoModel } from '../../../src/providers/video-model.js';
import { conformanceCases, type ConformanceCase } from '../../../src/testing/conformance/index.js';
import { definedModelCases, type DefinedSubject } from '../../../src/testing/index.js';
import type { ModelDefinition } from '../../../src/index.js';
import { aRequestOf } from '../../helpers/a-request-of.js';
import { wan27 } from '../../helpers/wan27.js';

/** Which of the cases with such names fail, and with which words. */
async function failuresOf(cases: readonly ConformanceCase[], named: RegExp): Promise<Readonly<Record<string, string>>> {
  const tried = cases.filter(({ name }) => named.test(name));
  expect(tried).not.toHaveLength(0);
  const ends = await Promise.all(
    tried.map(({ name, run }) =>
      run().then(
        () => [],
        (error: Error) => [[name, error.message] as const],
      ),
    ),
  );
  return Object.fromEntries(ends.flat());
}

type Adapter = VideoModel<never>;
type ToBody = ModelDefinition['toBody'];

/** The cases of an adapter that does one thing wrong. */
function casesOf(model: KnownModelId, spoil: (adapter: Adapter) => Partial<Adapter>) {
  const { gateway } = models[model];
  return conformanceCases<never>({
    facts: models[model],
    request: parseRequest(aRequestOf(model)) as never,
    schema: knownModels.find(model)!.request,
    adapterAt(options) {
      const { adapter } = submitterFor(createGatewayAccounts({ [gateway]: options }), model)!;
      return { ...adapter, ...spoil(adapter) };
    },
  });
}

describe('a definition does not conform', () => {
  const request = { prompt: 'A cat playing piano' };
  const casesWith = (toBody: ToBody, rest: Partial<DefinedSubject> = {}) =>
    definedModelCases({
      definition: { ...wan27, toBody },
      request,
      like: 'wan2.6-text-to-video',
      ...rest,
    });
  const whole = wan27.toBody as (request: CheckedRequest) => Record<string, unknown>;

  test('that leaves all to the gateway but the prompt', async () => {
    const failures = await failuresOf(
      casesWith((asked) => ({ prompt: whole(asked)['prompt'] })),
      /field/,
    );
    expect(failures).toEqual({
      'the field durationSeconds is not dropped': 'durationSeconds is dropped',
      'the field resolution is not dropped': 'resolution is dropped',
      'the field aspectRatio is not dropped': 'aspectRatio is dropped',
      'the field style is not dropped': 'style is dropped',
    });
  });

  test('that writes something else than what was asked for', async () => {
    const shorter = (asked: CheckedRequest) => ({
      ...whole(asked),
      duration: Math.max(2, Number(whole(asked)['duration']) - 1),
    });
    expect(await failuresOf(casesWith(shorter), /field durationSeconds|one job/)).toEqual({
      'an order is one job at a gateway that refuses unknown and missing fields':
        'durationSeconds: 5 was asked for, 4 was ordered',
      'the field durationSeconds is not dropped': 'durationSeconds: 6 was asked for, 5 was ordered',
    });
  });

  test('that swaps the sides of the frame', async () => {
    const turned = (asked: CheckedRequest) => {
      const { aspect_ratio: ratio, ...rest } = whole(asked);
      return { ...rest, aspect_ratio: String(ratio).split(':').toReversed().join(':') };
    };
    const failures = await failuresOf(casesWith(turned), /field aspectRatio/);
    expect(Object.values(failures)).toEqual([expect.stringMatching(/^aspectRatio: .* was asked for, .* was ordered$/)]);
  });

  test('with a field of which no value is known, unless values are named or it is left out', async () => {
    const values = { style: ['film'] };
    const dropping: ToBody = (asked) => ({ ...whole(asked), model_params: undefined });
    expect(await failuresOf(casesWith(dropping, { values }), /field style/)).toEqual({
      'the field style is not dropped': 'style is dropped',
    });
    const names = casesWith(dropping, { values: { style: [] } }).map(({ name }) => name);
    expect(names).not.toContain('the field style is not dropped');
  });
});

describe('an adapter does not conform', () => {
  const saying =
    (kind: ProviderError['kind']) =>
    (adapter: Adapter): Partial<Adapter> => ({
      submit: (...args) =>
        adapter.submit(...args).catch((error: ProviderError) => {
          throw new ProviderError('no', {
            gateway: error.gateway,
            kind: error.kind === 'not-sent' ? error.kind : kind,
          });
        }),
    });

  test.for(['invalid-request', 'rate-limit', 'no-credit', 'authentication'] as const)(
    'to which every refusal is %s',
    async (kind) => {
      const failures = Object.keys(await failuresOf(casesOf('vtrix/wan26_t2v', saying(kind)), /order, refuse-\d{3}:/));
      const right = { 'invalid-request': 2, 'rate-limit': 1, 'no-credit': 2, authentication: 1 };
      expect(failures).toHaveLength(6 - right[kind]);
    },
  );

  test('that takes a refusal about content for one about the request', async () => {
    const failures = await failuresOf(
      casesOf('vtrix/wan26_t2v', saying('invalid-request')),
      /order, refuse-moderation/,
    );
    expect(Object.values(failures)).toEqual(['told as invalid-request, which it is not: moderation']);
  });

  test.for([
    ['evolink/wan2.6-text-to-video', { amount: '1', currency: 'EVOLINK_CREDIT', basis: 'reserved' }],
    ['evolink/wan2.6-text-to-video', undefined],
    ['aimlapi/wan-2-6-t2v', { amount: '1575000', currency: 'USD', basis: 'reserved' }],
    ['vtrix/wan26_t2v', { amount: '0.75', currency: 'USD', basis: 'reserved' }],
  ] as const)('of %s that tells %j as set aside', async ([model, reserved]) => {
    const cases = casesOf(model, (adapter) => ({
      submit: async (...args) => ({ ...(await adapter.submit(...args)), reserved }),
    }));
    expect(Object.keys(await failuresOf(cases, /set aside/))).toHaveLength(1);
  });

  test.for(['evolink/wan2.6-text-to-video', 'aimlapi/wan-2-6-t2v', 'vtrix/wan26_t2v', 'dashscope/wan2.6-t2v'] as const)(
    'of %s that tells no charge',
    async (model) => {
      const cases = casesOf(model, (adapter) => ({
        readStatus: async (...args) =>
          ({ ...(await adapter.readStatus(...args)), cost: undefined, billedSeconds: undefined }) as never,
      }));
      expect(Object.keys(await failuresOf(cases, /set aside/))).toHaveLength(1);
    },
  );

  test('that asks for no callback where the gateway has them', async () => {
    const cases = casesOf('evolink/wan2.6-text-to-video', (adapter) => ({
      submit: (request, options) => adapter.submit(request, { ...options, callbackUrl: undefined }),
    }));
    expect(Object.keys(await failuresOf(cases, /calls back/))).toHaveLength(1);
  });

  test('to which a video without a link is still to come', async () => {
    const cases = casesOf('evolink/wan2.6-text-to-video', (adapter) => ({
      async readStatus(...args) {
        const status = await adapter.readStatus(...args);
        if (status.state !== 'succeeded-without-link') return status;
        return { state: 'running', progressPercent: undefined, word: 'completed' };
      },
    }));
    expect(Object.keys(await failuresOf(cases, /status, no-link:/))).toHaveLength(1);
  });
});
