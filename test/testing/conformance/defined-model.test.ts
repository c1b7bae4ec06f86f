import { describe, expect, test } from 'vitest';
import { definedModelCases } from '../../../src/testing/index.js';
import type { ModelDefinition } from '../../../src/index.js';
import { wan27 } from '../../helpers/wan27.js';

const request = { prompt: 'A cat playing piano' };
const like = 'wan2.6-text-to-video';

describe('a model that a user has defined', () => {
  test.concurrent.each(definedModelCases({ definition: wan27, request, like }))('$name', ({ run }) => run());
});

test('a definition that writes a field which the gateway does not take does not conform', async () => {
  const definition = {
    ...wan27,
    toBody: () => ({ ...wan27.toBody(request as never), mood: 'gay' }),
  } as ModelDefinition;
  const [order] = definedModelCases({ definition, request, like });
  await expect(order!.run()).rejects.toThrow(/mood/);
});
