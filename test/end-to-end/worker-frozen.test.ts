import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import type { GenerationState } from '../../src/domain/generation-state.js';
import { submitLimits } from '../../src/domain/time-limits.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { realServices } from '../helpers/real-services.js';
import { until, type Clean, type ReelworkProcess } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';
import { startLine } from '../helpers/severable-line.js';

const limitMs = 400_000;

/** A worker reads its times off the machine's own clock, so real time must pass until its right to send has ended. */
const longerThanTheRightToSendMs = (submitLimits.recordToSend + 1) * 1000;

const services = realServices();

const request = {
  model: 'evolink/wan2.6-text-to-video',
  prompt: 'A cat playing piano',
  durationSeconds: 5,
  resolution: '720p',
  aspectRatio: '16:9',
} as const;

/** Holds what one worker and its servers say to each other where an order is recorded, and where it is answered. */
async function stage(id: string, clean: Clean) {
  const setUp = await setUpByEnvironment(services(), { clean });
  const recording = gate();
  const mayRecord = gate();
  const recorded = gate();
  const mayGoOn = gate();
  const lookedBack = gate();
  const answered = gate();
  const mayHear = gate();
  const s3 = await startHttpProxy(
    () => services().s3.endpoint,
    {
      async beforeRequest({ method, url = '' }) {
        if (url.includes('/manifest.json')) lookedBack.open();
        if (method !== 'PUT' || !url.includes('/submissions/1.json')) return;
        recording.open();
        await mayRecord.opened;
      },
      async beforeAnswer({ method, url = '' }) {
        if (method !== 'PUT' || !url.includes('/submissions/1.json')) return;
        recorded.open();
        await mayGoOn.opened;
      },
    },
    clean,
  );
  const gateway = await startHttpProxy(
    () => setUp.emulator.url,
    {
      async beforeAnswer({ method }) {
        if (method !== 'POST') return;
        answered.open();
        await mayHear.opened;
      },
    },
    clean,
  );
  const temporal = await startLine(services().temporal.address, clean);
  const videos = new VideoClient({ client: services().client, taskQueue: setUp.taskQueue });
  const inState = (state: GenerationState) => until(async () => (await videos.get(id).status()).state === state);
  return {
    ...setUp,
    recording: recording.opened,
    recorded: recorded.opened,
    answered: answered.opened,
    lookedBack: lookedBack.opened,
    letRecord: mayRecord.open,
    letGoOn: mayGoOn.open,
    letHear: mayHear.open,
    cutOffFromTemporal: temporal.sever,
    /** Its lines are cut too, or Temporal would go on giving it work, and wait for it. */
    freeze(worker: ReelworkProcess) {
      worker.signal('SIGSTOP');
      temporal.sever();
    },
    start: () => videos.start(id, request),
    inState,
    record: setUp.fileOf(`generations/${id}/submissions/1.json`),
    acceptance: setUp.fileOf(`generations/${id}/submissions/1.accepted.json`),
    startWatched: (changes = {}) =>
      setUp.startWorker({ S3_ENDPOINT: s3, EVOLINK_BASE_URL: gateway, TEMPORAL_ADDRESS: temporal.address, ...changes }),
    /** The only video, of the only order. */
    async expectOneVideo() {
      const { video } = await videos.get(id).result();
      expect(await setUp.storedVideos()).toEqual({ [`${id}/video.mp4`]: video.sha256 });
      expect(setUp.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  };
}

describe.concurrent('a worker frozen', () => {
  test(
    'between its record and its POST does not send late, and has it ordered anew',
    { timeout: limitMs },
    async ({ onTestFinished: clean }) => {
      const here = await stage('frozen', clean);
      here.letRecord();
      here.letHear();
      const worker = await here.startWatched();
      await here.start();
      await here.recorded;
      worker.signal('SIGSTOP');
      here.letGoOn();
      await sleep(longerThanTheRightToSendMs);
      expect(here.emulator.bill().requests.submits).toBe(0);
      worker.signal('SIGCONT');

      await here.expectOneVideo();
      const { events } = await services().client.workflow.getHandle('frozen').fetchHistory();
      const attempts = (events ?? []).map((event) => event.activityTaskStartedEventAttributes);
      const submission = attempts.find((attempt) => attempt !== null && attempt !== undefined);
      expect(submission?.attempt).toBe(2);
      expect(submission?.lastFailure?.message).toContain('held up for too long');
    },
  );

  test(
    'there until another one has taken over sends nothing any more',
    { timeout: limitMs },
    async ({ onTestFinished: clean }) => {
      const here = await stage('taken-over', clean);
      here.letRecord();
      here.letHear();
      const worker = await here.startWatched();
      await here.start();
      await here.recorded;
      here.freeze(worker);
      here.letGoOn();
      await here.startWorker();
      await here.inState('quarantined');
      worker.signal('SIGCONT');
      // It takes back its record, because it has sent nothing.
      await until(() => !existsSync(here.record));
      expect(here.emulator.bill().requests.submits).toBe(0);
      await here.inState('quarantined');
    },
  );

  test(
    'after its POST’s last byte until another one has taken over still tells it the answer',
    { timeout: limitMs },
    async ({ onTestFinished: clean }) => {
      const here = await stage('told-late', clean);
      here.letRecord();
      here.letGoOn();
      const worker = await here.startWatched();
      await here.start();
      await here.answered;
      here.freeze(worker);
      here.letHear();
      await here.startWorker();
      await here.inState('quarantined');
      expect(existsSync(here.acceptance)).toBe(false);
      worker.signal('SIGCONT');
      await here.expectOneVideo();
      expect(existsSync(here.acceptance)).toBe(true);
    },
  );
});

describe.concurrent('Temporal out of reach', () => {
  test(
    'of the worker that gets the answer: the next one finds it',
    { timeout: limitMs },
    async ({ onTestFinished: clean }) => {
      const here = await stage('cut-off', clean);
      here.letRecord();
      here.letGoOn();
      await here.startWatched();
      await here.start();
      await here.answered;
      here.cutOffFromTemporal();
      here.letHear();
      await here.startWorker();
      await here.expectOneVideo();
    },
  );

  test(
    'of a worker that is about to record, while another one orders: it sends nothing',
    { timeout: limitMs },
    async ({ onTestFinished: clean }) => {
      const here = await stage('two-at-once', clean);
      here.letGoOn();
      here.letHear();
      await here.startWatched();
      await here.start();
      await here.recording;
      here.cutOffFromTemporal();
      await here.startWorker();
      await until(() => existsSync(here.acceptance));
      here.letRecord();
      await here.lookedBack;
      await here.expectOneVideo();
    },
  );
});
