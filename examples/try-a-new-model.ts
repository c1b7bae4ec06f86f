// Tries a model of your own against its emulated gateway, which costs nothing: node --test try-a-new-model.js
import { test } from 'node:test';
import { definedModelCases } from 'reelwork/testing';
import { wan27 } from './wan-2-7.js';

const cases = definedModelCases({
  definition: wan27,
  request: { prompt: 'A cat playing piano' },
  // Strict as the emulator is, it reads the new model's orders like those of this one.
  like: 'wan2.6-text-to-video',
});

for (const { name, run } of cases) void test(name, run);
