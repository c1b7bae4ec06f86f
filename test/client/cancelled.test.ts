import { expect } from 'vitest';
import { GenerationCancelled } from '../../src/client/generation-cancelled.js';
import { until } from '../helpers/until.js';
import { request, test } from '../workflows/staged-test.js';

test('a cancelled generation is never called stored, also when no worker answers and nothing is indexed', async ({
  stage,
}) => {
  const { videos, startWorker, taskQueue } = await stage({ worker: false });
  const run = await videos.start('called-off', request());
  await run.cancel();
  const worker = await startWorker();
  await run.outcome();
  await worker.stop();

  expect(await run.status()).toMatchObject({ state: 'cancelled', workerAnswered: false });
  const listed = await until(async () => {
    const where = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Completed'`;
    for await (const generation of videos.list({ where, limit: 1 })) return generation;
    return undefined;
  }, 'Temporal’s index');
  expect(listed).toMatchObject({ id: 'called-off', state: undefined });
});

test('whoever waits for the video of a cancelled generation gets the receipt instead', async ({ stage }) => {
  const { videos, startWorker } = await stage({ worker: false });
  const run = await videos.start('receipt', request());
  await run.cancel();
  await startWorker();
  const outcome = await run.outcome();
  expect(outcome).toMatchObject({ state: 'cancelled', receipt: { billed: 'no' } });

  const error = await run.result().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GenerationCancelled);
  expect(error).toMatchObject({ id: 'receipt', receipt: (outcome as { receipt: object }).receipt });
  expect((error as Error).message).toContain('billed: no');
});
