import { expect, onTestFinished, test } from 'vitest';
import type { AcceptedSubmission } from '../../src/domain/submission.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { startVideoServer } from '../helpers/video-server.js';
import { acceptedBefore, activitiesAt, failureOf, model, type ActivitiesOptions } from './activities.js';
import { completed } from './completed-task.js';

useS3();

const submission = acceptedBefore(900);
const before = (lasting: number) => ({ attempt: lasting + 1, heartbeatDetails: { bytesStored: 0, lasting } });

/** A finished task whose link leads to this machine. */
async function finishedTask(options: ActivitiesOptions = {}) {
  const server = await startVideoServer({ bytes: 300_000 });
  onTestFinished(() => server.close());
  const { taskId } = submission.task;
  const gateway = await startGateway((outgoing, incoming) =>
    json(200, { ...completed, id: taskId, results: [server.url] })(outgoing, incoming),
  );
  const at = activitiesAt(s3, gateway.url, options);
  const archive = (order: AcceptedSubmission = submission) =>
    at.environment.run(at.activities.transfer.archiveVideo, {
      model,
      submission: order,
      requestedAt: order.acceptedAt,
    });
  return { ...at, archive, server, gateway };
}

test('an address that may not be read from is tried again, and the next attempt hears of it', async () => {
  const { archive, environment } = await finishedTask(before(2));
  const heard: unknown[] = [];
  environment.on('heartbeat', (details: unknown) => heard.push(details));
  const failure = await failureOf(archive());
  expect(failure).toMatchObject({ type: 'DownloadError', nonRetryable: false, nextRetryDelay: 300_000 });
  expect(failure.message).toContain('REELWORK_ALLOW_PRIVATE_HOSTS');
  expect(heard.at(-1)).toEqual({ bytesStored: 0, deadLinks: 0, lasting: 3 });
});

test('what no repetition mends is given up while a person can still mend it', async () => {
  const { archive } = await finishedTask(before(9));
  expect(await archive()).toMatchObject({
    state: 'obstructed',
    attempts: 10,
    reason: expect.stringContaining('127.0.0.1'),
  });
});

test('what passes by itself is never given up, however often it came', async () => {
  const { archive, server } = await finishedTask({ ...before(9), allowPrivateHosts: ['127.0.0.1'] });
  await server.close();
  await expect(archive()).rejects.toMatchObject({ name: 'DownloadError', reason: 'unreachable' });
});

test('an adopted task is held against the ledger before its transfer begins', async () => {
  const { archive, ledger, id, gateway } = await finishedTask();
  const { state: _state, n, inLedger: _inLedger, ...acceptance } = submission;
  const own = { ...submission.task, taskId: 'task-unified-own' };
  await ledger.accept(id, n, { schema: 1, ...acceptance, task: own });
  expect(await archive({ ...submission, by: 'person' })).toEqual({ state: 'outranked', how: 'not-ours' });
  expect(gateway.heard).toEqual([]);
});
