import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { inject, expect, onTestFinished, test } from 'vitest';
import { createS3Client } from '../../src/storage/s3-client.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { startInterruptibleLine } from '../client/interruptible-line.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { realServices } from '../helpers/real-services.js';
import { runReelwork, startProcess, startReelwork } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();
const textToVideo = ['generate', '--model', 'evolink/wan2.6-text-to-video', '--prompt', 'A cat', '--id'];

/** A worker that must not start: what it says instead. */
async function refusedWorker(changes: Record<string, string>) {
  const { environment } = await setUpByEnvironment(services());
  const { code, stdout, stderr } = await runReelwork(['worker'], { ...environment, ...changes });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  return stderr;
}

test('a bucket that does not exist is found when the worker starts', async () => {
  const said = await refusedWorker({ S3_BUCKET: 'no-such-bucket' });
  expect(said).toContain(`S3 bucket no-such-bucket at ${services().s3.endpoint} does not exist: create it`);
});

test('credentials that may not write are found when the worker starts', async () => {
  const said = await refusedWorker({ AWS_SECRET_ACCESS_KEY: 'not-the-secret' });
  expect(said).toContain(`S3 bucket reelwork at ${services().s3.endpoint} refused our credentials`);
  expect(said).not.toContain('not-the-secret');
});

test('a bucket that can be read but not written is found when the worker starts', async () => {
  const { s3, folder } = services();
  const program = inject('s3');
  if (program.kind !== 'executable') return;
  const data = join(folder, 'read-only');
  await mkdir(join(data, 'reelwork'), { recursive: true });
  const port = await freePort();
  const keys = { ROOT_ACCESS_KEY_ID: s3.accessKeyId, ROOT_SECRET_ACCESS_KEY: s3.secretAccessKey };
  startProcess(program.path, ['--port', `127.0.0.1:${port}`, '--readonly', '--quiet', 'posix', data], keys);
  const endpoint = `http://127.0.0.1:${port}`;
  await expect.poll(() => fetch(endpoint).then(() => true)).toBe(true);
  expect(await refusedWorker({ S3_ENDPOINT: endpoint })).toContain(`${endpoint} refused our credentials`);
});

test('an S3 server that does not answer is found when the worker starts', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const said = await refusedWorker({ S3_ENDPOINT: endpoint });
  expect(said).toContain(`S3 bucket reelwork at ${endpoint} cannot be reached`);
});

test('a bucket without conditional writes is found when the worker starts', async () => {
  const { s3 } = services();
  const { accessKeyId, secretAccessKey, endpoint, region, bucket } = s3;
  const client = createS3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  onTestFinished(() => client.destroy());
  const careless = await startHttpProxy(() => endpoint, {
    // The condition is signed, so it can't be left out on the way: the write is done without it instead.
    async beforeAnswer({ method, url = '' }, answer) {
      if (method !== 'PUT' || answer.statusCode !== 412) return undefined;
      const Key = decodeURIComponent(new URL(url, endpoint).pathname).slice(`/${bucket}/`.length);
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'replaced' }));
      return 200;
    },
  });
  const said = await refusedWorker({ S3_ENDPOINT: careless });
  expect(said).toContain(
    'lets a second conditional write replace an object: use an S3 server that honours If-None-Match',
  );
});

test('generate without a worker says so within seconds, and starts nothing', async () => {
  const { environment } = await setUpByEnvironment(services());
  const { code, stdout } = await runReelwork([...textToVideo, 'lonely', '--json'], environment);
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    id: 'lonely',
    state: 'failed',
    error: { code: 'NO_WORKER', billed: 'no' },
  });
  const status = await runReelwork(['status', 'lonely'], environment);
  expect(status.stderr).toContain("No generation 'lonely'");
});

test('a gateway that no worker has a key for is named, with the variable, and the order waits unsent', async () => {
  const { environment, startWorker } = await setUpByEnvironment(services());
  await startWorker();
  const order = (model: string, id: string) => [
    'generate',
    '--model',
    model,
    '--prompt',
    'A cat',
    '--id',
    id,
    '--detach',
  ];
  const unserved = await runReelwork([...order('vtrix/wan26_t2v', 'unserved'), '--json'], environment);
  expect(unserved.code).toBe(0);
  expect(unserved.stderr).toContain('No worker asks for orders to vtrix');
  expect(unserved.stderr).toContain('Set VTRIX_API_KEY where a worker runs.');
  expect(JSON.parse(unserved.stdout)).toMatchObject({ id: 'unserved', state: 'submitting' });
  const served = await runReelwork(order('evolink/wan2.6-text-to-video', 'served'), environment);
  expect(served).toMatchObject({ code: 0, stderr: '' });
});

test('a namespace that does not exist is told from a server that does not answer', async () => {
  const { environment } = await setUpByEnvironment(services());
  const { code, stderr } = await runReelwork(['list'], { ...environment, TEMPORAL_NAMESPACE: 'elsewhere' });
  expect(code).toBe(3);
  expect(stderr).toContain(`Temporal at ${services().temporal.address} has no namespace 'elsewhere'`);
});

test('a visibility query that Temporal can’t read is wrong usage', async () => {
  const { environment } = await setUpByEnvironment(services());
  const { code, stderr } = await runReelwork(['list', '--where', 'Banana = 1'], environment);
  expect(code).toBe(2);
  expect(stderr).toContain('Banana');
});

test('a gateway out of reach is named, the order stays unsent, and goes out once the gateway is back', async () => {
  const port = await freePort();
  const { environment, startWorker } = await setUpByEnvironment(services());
  await startWorker({ EVOLINK_BASE_URL: `http://127.0.0.1:${port}` });
  const { code, stdout } = await runReelwork([...textToVideo, 'unsent', '--json'], environment);
  expect(code).toBe(3);
  const { id, state, error } = JSON.parse(stdout);
  expect({ id, state, code: error.code, billed: error.billed }).toEqual({
    id: 'unsent',
    state: 'submitting',
    code: 'GATEWAY_OUT_OF_REACH',
    billed: 'no',
  });
  expect(error.message).toContain(`http://127.0.0.1:${port}`);

  const { emulator } = await setUpByEnvironment(services(), { emulator: { port } });
  await expect
    .poll(async () => JSON.parse((await runReelwork(['status', 'unsent', '--json'], environment)).stdout).state, {
      timeout: 50_000,
    })
    .toBe('stored');
  expect(emulator.bill().acceptedJobs).toBe(1);
}, 120_000);

test('an unknown outcome becomes quarantine: exit code 4, and never a second order', async () => {
  const { emulator, environment, startWorker } = await setUpByEnvironment(services());
  await startWorker();
  emulator.faults.next('accept-then-drop');
  const { code, stdout } = await runReelwork([...textToVideo, 'unknown', '--json'], environment);
  expect(code).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({
    id: 'unknown',
    state: 'quarantined',
    error: { code: 'QUARANTINED', billed: 'unknown' },
  });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
});

test('a worker that dies under a watched generation is missed within seconds', async () => {
  const { environment, startWorker } = await setUpByEnvironment(services(), { emulator: { runSeconds: 600 } });
  const worker = await startWorker();
  const generate = startReelwork([...textToVideo, 'abandoned', '--json'], environment);
  await generate.says('abandoned: generating');
  worker.signal('SIGKILL');
  const { code, stdout } = await generate.ended;
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ id: 'abandoned', error: { code: 'NO_WORKER', billed: 'unknown' } });
});

test('an address for callbacks that is taken is named', async () => {
  const { emulator, environment } = await setUpByEnvironment(services());
  const taken = emulator.url.slice('http://'.length);
  const { code, stderr } = await runReelwork(['worker', '--callbacks'], {
    ...environment,
    CALLBACK_PUBLIC_URL: 'http://127.0.0.1:1',
    CALLBACK_SECRET: 'a secret of this test only',
    CALLBACK_LISTEN: taken,
  });
  expect(code).toBe(2);
  expect(stderr).toContain(`CALLBACK_LISTEN: nothing can be received on '${taken}'`);
});

test.each([200, 700, 1500])('Ctrl-C ends the watching in order %d ms after Temporal has gone away', async (afterMs) => {
  const { environment, startWorker } = await setUpByEnvironment(services());
  await startWorker();
  const line = await startInterruptibleLine(environment['TEMPORAL_ADDRESS'] ?? '');
  const watched = { ...environment, TEMPORAL_ADDRESS: line.address };
  const order = ['generate', '--model', 'evolink/wan2.6-text-to-video', '--prompt', 'Slow [[fault:stuck]]'];
  const generate = startReelwork([...order, '--id', `cut-${afterMs}`], watched);
  await generate.says('generating');
  await line.cut(true);
  // How far the repetition of a call has come when it is ended decides what happens.
  await sleep(afterMs);
  generate.signal('SIGINT');
  const { code, stdout, stderr } = await generate.ended;
  expect(stderr).not.toContain('Error:');
  expect(stdout).toContain(`Come back to it: reelwork status cut-${afterMs}`);
  expect([3, 130]).toContain(code);
});
