import { expect, onTestFinished, test } from 'vitest';
import { startLocalStack } from '../../../src/testing/index.js';
import { until } from '../../helpers/until.js';
import { temporaryFolder } from './helpers.js';

test('a gateway that calls nobody back is asked at the pace of the emulator, not of the real one', async () => {
  const stack = await startLocalStack({
    environment: process.env,
    folder: await temporaryFolder(),
    emulator: { queueSeconds: 1, runSeconds: 2 },
  });
  onTestFinished(() => stack.stop());
  const run = await stack.videos.start('soon', { model: 'vtrix/wan26_t2v', prompt: 'A cat' });
  await until(async () => (await run.status()).expectedSeconds !== undefined, 'the gateway to take the order');
  expect((await run.status()).expectedSeconds).toBe(6);
}, 60_000);
