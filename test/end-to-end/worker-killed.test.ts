import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import type { GenerationState } from '../../src/domain/generation-state.js';
import { submitLimits } from '../../src/domain/time-limits.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { realServices, type RealServices } from '../helpers/real-services.js';
import { runReelwork, startReelwork, until, type Clean, type Environment } from '../helpers/reelwork-process.js';
import { setUpByEnvironment, sha256 } from '../helpers/set-up-by-environment.js';

// The server waits 140 s before it gives a lost submission to another worker, so these run side by side.
const limitMs = 280_000;

/** The frozen worker reads its time off the machine's own clock, so real time must pass until its right has ended. */
const longerThanTheRightToSendMs = (submitLimits.recordToSend + 1) * 1000;

const services = realServices();
const clip = join(import.meta.dirname, '../../src/testing/emulator/clips/silent.mp4');

const order = async (id: string, environment: Environment, clean: Clean) => {
  const args = ['generate', '--model', 'evolink/wan2.6-text-to-video', '--prompt', 'A cat', '--id', id, '--detach'];
  const { code, stderr } = await runReelwork(args, environment, clean);
  expect(stderr).toBe('');
  expect(code).toBe(0);
};

const reaches = ({ client }: RealServices, id: string, state: GenerationState) =>
  until(async () => (await new VideoClient({ client }).get(id).status()).state === state);

const stored = async (id: string, environment: Environment, clean: Clean) => {
  await reaches(services(), id, 'stored');
  const { code, stdout } = await runReelwork(['status', id, '--json'], environment, clean);
  expect(code).toBe(0);
  return JSON.parse(stdout) as { video: { sha256: string } };
};

describe.concurrent('a worker killed with SIGKILL', () => {
  test('while it waits for the gateway leaves the wait to the next worker', { timeout: limitMs }, async (context) => {
    const clean = context.onTestFinished;
    const { emulator, environment, startWorker, storedVideos } = await setUpByEnvironment(services(), {
      emulator: { runSeconds: 6, resultFile: clip },
      clean,
    });
    const worker = await startWorker();
    await order('waits', environment, clean);
    await reaches(services(), 'waits', 'generating');
    worker.signal('SIGKILL');
    await worker.ended;

    await startWorker();
    const { video } = await stored('waits', environment, clean);
    expect(video.sha256).toBe(sha256(await readFile(clip)));
    expect(await storedVideos()).toEqual({ 'waits/video.mp4': video.sha256 });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('while it asks for the right to send orders once, by the next worker', { timeout: limitMs }, async (context) => {
    const clean = context.onTestFinished;
    const asked = gate();
    const s3 = await startHttpProxy(
      () => services().s3.endpoint,
      {
        async beforeRequest({ method, url = '' }) {
          if (method !== 'PUT' || !url.includes('/submissions/1.json')) return;
          asked.open();
          await new Promise(() => {});
        },
      },
      clean,
    );
    const { emulator, environment, startWorker, storedVideos } = await setUpByEnvironment(services(), {
      emulator: { resultFile: clip },
      clean,
    });
    const worker = await startWorker({ S3_ENDPOINT: s3 });
    await order('asks', environment, clean);
    await asked.opened;
    worker.signal('SIGKILL');
    await worker.ended;

    await startWorker();
    const { video } = await stored('asks', environment, clean);
    expect(video.sha256).toBe(sha256(await readFile(clip)));
    expect(await storedVideos()).toEqual({ 'asks/video.mp4': video.sha256 });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test(
    'before its POST has left never pays twice, and leaves the decision to a person',
    { timeout: limitMs },
    async (context) => {
      const clean = context.onTestFinished;
      const arrived = gate();
      const killed = gate();
      const { emulator, environment, startWorker, fileOf } = await setUpByEnvironment(services(), { clean });
      const gateway = await startHttpProxy(
        () => emulator.url,
        {
          async beforeRequest({ method }) {
            if (method !== 'POST') return;
            arrived.open();
            await killed.opened;
          },
        },
        clean,
      );
      const worker = await startWorker({ EVOLINK_BASE_URL: gateway });
      await order('unsent', environment, clean);
      await arrived.opened;
      worker.signal('SIGKILL');
      await worker.ended;
      killed.open();
      expect(JSON.parse(await readFile(fileOf('generations/unsent/submissions/1.json'), 'utf8'))).toMatchObject({
        schema: 1,
      });

      await startWorker();
      await reaches(services(), 'unsent', 'quarantined');
      expect(emulator.bill().requests.submits).toBe(0);
      const { code, stdout } = await runReelwork(['status', 'unsent', '--json'], environment, clean);
      expect(code).toBe(4);
      expect(JSON.parse(stdout)).toMatchObject({ id: 'unsent', state: 'quarantined' });
    },
  );

  test(
    'after its POST was accepted never pays twice, and leaves the decision to a person',
    { timeout: limitMs },
    async (context) => {
      const clean = context.onTestFinished;
      const { emulator, environment, startWorker, killAfterAcceptance } = await lostAnswer(clean);
      await killAfterAcceptance('unheard', environment);

      await startWorker();
      await reaches(services(), 'unheard', 'quarantined');
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  );

  test(
    'after its POST was accepted keeps the paid video when the gateway calls back',
    { timeout: limitMs },
    async (context) => {
      const clean = context.onTestFinished;
      const { emulator, environment, startWorker, killAfterAcceptance, storedVideos } = await lostAnswer(clean);
      const callbackUrl = `http://127.0.0.1:${await freePort()}`;
      const withCallbacks = {
        ...environment,
        CALLBACK_PUBLIC_URL: callbackUrl,
        CALLBACK_LISTEN: callbackUrl.slice('http://'.length),
        CALLBACK_SECRET: 'a secret of this test only',
      };
      const receiver = startReelwork(['callbacks'], withCallbacks, clean);
      await receiver.says('callbacks are received');
      await killAfterAcceptance('called-back', withCallbacks);

      await startWorker(withCallbacks);
      const { video } = await stored('called-back', environment, clean);
      expect(video.sha256).toBe(sha256(await readFile(clip)));
      expect(await storedVideos()).toEqual({ 'called-back/video.mp4': video.sha256 });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  );

  test('in the middle of a large transfer leaves one whole object', { timeout: limitMs }, async (context) => {
    const clean = context.onTestFinished;
    const large = join(services().folder, 'large.mp4');
    const bytes = Buffer.concat([await readFile(clip), Buffer.alloc(100 * 1024 * 1024, 'reelwork')]);
    await writeFile(large, bytes);

    const stuck = gate();
    const killed = gate();
    let reads = 0;
    let emulatorUrl = '';
    const gateway = await startHttpProxy(
      () => emulatorUrl,
      {
        async beforeAnswer({ method }, { headers }) {
          if (method !== 'GET' || headers['content-type'] !== 'video/mp4') return;
          reads += 1;
          if (reads < 5) return;
          stuck.open();
          await killed.opened;
        },
      },
      clean,
    );
    const { emulator, environment, startWorker, storedVideos } = await setUpByEnvironment(services(), {
      emulator: { resultFile: large, publicUrl: gateway },
      clean,
    });
    emulatorUrl = emulator.url;
    const worker = await startWorker();
    await order('large', environment, clean);
    await stuck.opened;
    expect(await storedVideos()).toEqual({});
    worker.signal('SIGKILL');
    await worker.ended;
    killed.open();

    await startWorker();
    const { video } = await stored('large', environment, clean);
    expect(video.sha256).toBe(sha256(bytes));
    expect(await storedVideos()).toEqual({ 'large/video.mp4': video.sha256 });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test(
    'not killed but frozen between its ledger record and its POST does not send late',
    { timeout: limitMs },
    async (context) => {
      const clean = context.onTestFinished;
      const recorded = gate();
      const frozen = gate();
      const s3 = await startHttpProxy(
        () => services().s3.endpoint,
        {
          async beforeAnswer({ method, url = '' }) {
            if (method !== 'PUT' || !url.includes('/submissions/1.json')) return;
            recorded.open();
            await frozen.opened;
          },
        },
        clean,
      );
      const { emulator, environment, startWorker } = await setUpByEnvironment(services(), { clean });
      const worker = await startWorker({ S3_ENDPOINT: s3 });
      await order('frozen', environment, clean);
      await recorded.opened;
      worker.signal('SIGSTOP');
      frozen.open();
      await sleep(longerThanTheRightToSendMs);
      expect(emulator.bill().requests.submits).toBe(0);
      worker.signal('SIGCONT');

      await stored('frozen', environment, clean);
      const { events } = await services().client.workflow.getHandle('frozen').fetchHistory();
      const attempts = (events ?? []).map((event) => event.activityTaskStartedEventAttributes);
      const submission = attempts.find((attempt) => attempt !== null && attempt !== undefined);
      expect(submission?.attempt).toBe(2);
      expect(submission?.lastFailure?.message).toContain('held up for too long');
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  );
});

/** A set-up whose first worker dies after the gateway has accepted its order and before it learns so. */
async function lostAnswer(clean: Clean) {
  const setUp = await setUpByEnvironment(services(), { emulator: { resultFile: clip }, clean });
  const accepted = gate();
  const gateway = await startHttpProxy(
    () => setUp.emulator.url,
    {
      async beforeAnswer({ method }) {
        if (method !== 'POST') return;
        accepted.open();
        await new Promise(() => {});
      },
    },
    clean,
  );
  return {
    ...setUp,
    killAfterAcceptance: async (id: string, environment: Environment) => {
      const worker = await setUp.startWorker({ ...environment, EVOLINK_BASE_URL: gateway });
      await order(id, environment, clean);
      await accepted.opened;
      worker.signal('SIGKILL');
      await worker.ended;
    },
  };
}
