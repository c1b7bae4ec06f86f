import { readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import type * as Undici from 'undici';
import { expect, vi } from 'vitest';
import { parse } from 'yaml';
import { VideoClient } from '../../src/client/video-client.js';
import {
  callbackLimits,
  readStartToCloseSeconds,
  statusReadSeconds,
  submitLimits,
} from '../../src/domain/time-limits.js';
import { startEmulator } from '../../src/testing/emulator/index.js';
import { createWorker } from '../../src/worker.js';
import { request, test } from '../workflows/staged-test.js';

const asked = vi.hoisted(() => ({
  agents: [] as Undici.Agent.Options[],
  requests: [] as { readonly method?: string; readonly headersTimeout?: number | null }[],
}));

vi.mock('undici', async (importOriginal) => {
  const undici = await importOriginal<typeof Undici>();
  return {
    ...undici,
    Agent: class extends undici.Agent {
      constructor(options: Undici.Agent.Options) {
        super(options);
        asked.agents.push(options);
      }
    },
    request: (...[url, options = {}]: Parameters<typeof undici.request>) => {
      if (typeof url === 'string' && url.includes('/v1/')) asked.requests.push(options);
      return undici.request(url, options);
    },
  };
});

test('the times around a paid submission nest', () => {
  const { connect, request: whole, startToClose, shutdownGrace, containerStop } = submitLimits;
  const outwards = [connect, whole, startToClose, shutdownGrace, containerStop];
  expect(outwards).toEqual([10, 120, 140, 150, 170]);
  expect(outwards).toEqual(outwards.toSorted((left, right) => left - right));
});

test('an attempt that begins to send at the last moment still has its answer in time', () => {
  const { startToSend, request: whole, startToClose, recordToSend } = submitLimits;
  expect(startToSend + whole).toBeLessThan(startToClose);
  expect(recordToSend).toBeLessThanOrEqual(startToSend);
});

test('an attempt can order no more when the next one begins, because it has gone silent', () => {
  const { startToSend, heartbeat } = submitLimits;
  expect(startToSend).toBeLessThan(heartbeat);
});

test('a callback is answered before the gateway gives up, and before a receiver that stops cuts it off', () => {
  const { body, delivery, stop, gatewayWaits } = callbackLimits;
  expect(body + delivery).toBeLessThan(stop);
  expect(stop).toBeLessThan(gatewayWaits);
});

test('the worker, its activities and its requests have the limits that nest', async ({ backends, own }) => {
  const { client, connection } = backends.temporal;
  const { bucket, workflowBundle } = backends;
  const emulator = await startEmulator({ ffmpeg: 'none', queueSeconds: 0.1, runSeconds: 0.2 });
  own({ stop: () => emulator.close() });
  const create = vi.spyOn(Worker, 'create');
  const worker = await createWorker({
    connection,
    gateways: { evolink: { apiKey: 'any', baseUrl: emulator.url } },
    bucket,
    typicalSeconds: 2,
    allowPrivateHosts: [new URL(emulator.url).host],
    workflowBundle,
  });
  const generation = await new VideoClient({ client }).start('limits', request());
  await worker.runUntil(generation.result());

  const workers = (await Promise.all(create.mock.results.map(({ value }) => value))) as Worker[];
  const graceMs = new Set(workers.map(({ options }) => options.shutdownGraceTimeMs));
  expect(graceMs).toEqual(new Set([submitLimits.shutdownGrace * 1000]));

  const { events } = await client.workflow.getHandle('limits').fetchHistory();
  const startToClose = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled ? [[scheduled.activityType?.name, Number(scheduled.startToCloseTimeout?.seconds)]] : [],
  );
  expect(Object.fromEntries(startToClose)).toMatchObject({
    submit: submitLimits.startToClose,
    awaitVideo: readStartToCloseSeconds,
  });

  const requestMs = new Set(asked.requests.map(({ method, headersTimeout }) => `${method} ${headersTimeout}`));
  expect(requestMs).toEqual(new Set([`POST ${submitLimits.request * 1000}`, `GET ${statusReadSeconds * 1000}`]));
  const connectMs = asked.agents.map(({ connect }) => typeof connect === 'object' && connect?.timeout);
  expect(connectMs).toContain(submitLimits.connect * 1000);
});

test('docker-compose.yml gives the worker the time to stop that its submissions need', async () => {
  const { services } = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true });
  expect(services.worker.stop_grace_period).toBe(`${submitLimits.containerStop}s`);
});
