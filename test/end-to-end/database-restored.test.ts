import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { expect, inject, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import type { GenerationState } from '../../src/domain/generation-state.js';
import type { GenerationRequestInput } from '../../src/domain/requests/index.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { startTemporal } from '../../src/testing/local-stack/temporal.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { realServices } from '../helpers/real-services.js';
import { until } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();

const request = (prompt: string): GenerationRequestInput => ({
  model: 'evolink/wan2.6-text-to-video',
  prompt,
  durationSeconds: 5,
  resolution: '720p',
  aspectRatio: '16:9',
});

/** By what each generation does when the backup is made. */
const requests = {
  ended: request('A cat'),
  waiting: request('A cat'),
  doubted: request('[[fault:accept-then-drop*1]]'),
  ordering: request('A cat whose order is on its way'),
  'not-begun': request('A cat'),
};
type Id = keyof typeof requests;
const ids = Object.keys(requests) as Id[];

test(
  'a database put back to a backup, under a worker that lives on, orders nothing again and finds every video',
  { timeout: 600_000 },
  async () => {
    const folder = join(services().folder, 'database');
    const backup = join(services().folder, 'backup');
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    let stop = async () => {};
    const startServer = async () => {
      ({ stop } = await startTemporal({ path: inject('temporal'), folder, port }));
    };
    onTestFinished(() => stop());
    await startServer();
    const client = new Client({ connection: await Connection.connect({ address }) });
    onTestFinished(() => client.connection.close());

    const setUp = await setUpByEnvironment(
      { ...services(), temporal: { ...services().temporal, address } },
      { emulator: { runSeconds: 5 } },
    );
    const { emulator, storedVideos } = setUp;
    const videos = new VideoClient({ client, taskQueue: setUp.taskQueue });
    const start = (id: Id) => videos.start(id, requests[id]);
    const terminate = (id: Id) =>
      client.workflow
        .getHandle(id)
        .terminate('the database was restored')
        .catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        });
    const inState = (id: Id, state: GenerationState) =>
      until(async () => (await videos.get(id).status()).state === state);
    const ordered = gate();
    const mayAnswer = gate();
    let held = false;
    const gateway = await startHttpProxy(() => emulator.url, {
      async beforeAnswer({ method }) {
        if (method !== 'POST' || !held) return;
        ordered.open();
        await mayAnswer.opened;
      },
    });
    await setUp.startWorker({ EVOLINK_BASE_URL: gateway });

    await (await start('ended')).result();
    await start('doubted');
    await inState('doubted', 'quarantined');
    await start('waiting');
    await inState('waiting', 'generating');
    held = true;
    await start('ordering');
    await ordered.opened;
    await stop();
    await cp(folder, backup, { recursive: true });
    await startServer();

    mayAnswer.open();
    await videos.get('doubted').resolve({ action: 'resubmit' });
    await start('not-begun');
    const results = await Promise.all(ids.map((id) => videos.get(id).result()));
    // Of the one that a person had ordered once more, both orders were taken.
    const bill = emulator.bill();
    expect(bill).toMatchObject({ acceptedJobs: ids.length + 1, requests: { submits: ids.length + 1 } });

    await stop();
    await rm(folder, { recursive: true });
    await cp(backup, folder, { recursive: true });
    await startServer();
    // As docs/operations.md says: a worker that lives on may know more of a run than its restored history does.
    await Promise.all(ids.map(terminate));
    await Promise.all(ids.map(start));
    expect(await Promise.all(ids.map((id) => videos.get(id).result()))).toEqual(results);
    expect(emulator.bill()).toMatchObject({
      acceptedJobs: bill.acceptedJobs,
      requests: { submits: bill.requests.submits },
    });
    expect(Object.values(await storedVideos())).toHaveLength(ids.length);
  },
);
