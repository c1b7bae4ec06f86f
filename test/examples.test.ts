import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '../src/testing/local-stack/ports.js';
import { realServices } from './helpers/real-services.js';
import { startProcess, until, type Environment } from './helpers/reelwork-process.js';
import { setUpByEnvironment, type SetUp } from './helpers/set-up-by-environment.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const services = realServices();
let folder: string;

// As a user would: compiled, and against the package's own exports, which only files inside the package can see.
beforeAll(async () => {
  await mkdir(join(root, '.reelwork'), { recursive: true });
  folder = await mkdtemp(join(root, '.reelwork/examples-'));
  const compilerOptions = { noEmit: false, rootDir: join(root, 'examples'), outDir: folder };
  const project = join(folder, 'tsconfig.json');
  const settings = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [join(root, 'examples')] };
  await writeFile(project, JSON.stringify(settings));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const example = (name: string, environment: Environment, ...args: readonly string[]) =>
  startProcess(process.execPath, [join(folder, `${name}.js`), ...args], environment);

async function expectStored({ storedVideos, emulator }: SetUp, id: string): Promise<void> {
  await until(async () => Object.keys(await storedVideos()).length > 0);
  expect(Object.keys(await storedVideos())).toEqual([`${id}/video.mp4`]);
  expect(emulator.bill().acceptedJobs).toBe(1);
}

test('run-your-own-worker.ts serves what text-to-video.ts orders', async () => {
  const setUp = await setUpByEnvironment(services());
  const worker = example('run-your-own-worker', { ...setUp.environment, S3_PREFIX: '' });
  await worker.says('working');
  const { code, stdout } = await example('text-to-video', setUp.environment, 'own').ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: 's3://reelwork/generations/own/video.mp4 25.5\n' });
  expect(setUp.emulator.bill().acceptedJobs).toBe(1);
});

test('start-from-an-http-backend.ts orders once per address, checks what it is given, and tells how far it is', async () => {
  const setUp = await setUpByEnvironment(services());
  await setUp.startWorker();
  const port = await freePort();
  await example('start-from-an-http-backend', { ...setUp.environment, PORT: String(port) }).says('listening');
  const put = (id: string, body: object) =>
    fetch(`http://127.0.0.1:${port}/videos/${id}`, { method: 'PUT', body: JSON.stringify(body) });
  const cat = { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat' };

  expect((await put('web', { ...cat, durationSeconds: 99 })).status).toBe(400);
  expect((await put('web', cat)).status).toBe(202);
  expect((await put('web', cat)).status).toBe(202);
  expect((await put('web', { ...cat, prompt: 'A dog' })).status).toBe(409);
  await expectStored(setUp, 'web');
  const status = await fetch(`http://127.0.0.1:${port}/videos/web`);
  expect(await status.json()).toMatchObject({ id: 'web' });
  expect((await fetch(`http://127.0.0.1:${port}/videos/nobody`)).status).toBe(404);
});

test('callbacks-in-your-own-server.ts wakes a generation next to its own pages', async () => {
  const setUp = await setUpByEnvironment(services());
  const port = await freePort();
  const callbacks = {
    CALLBACK_PUBLIC_URL: `http://127.0.0.1:${port}/hooks`,
    CALLBACK_SECRET: 'a secret of this test only',
    PORT: String(port),
    // Without a callback, the first look at the gateway would come after five minutes.
    REELWORK_TYPICAL_SECONDS: '600',
  };
  await example('callbacks-in-your-own-server', { ...setUp.environment, ...callbacks }).says('listening');
  await setUp.startWorker(callbacks);
  await example('text-to-video', setUp.environment, 'woken').ended;
  await expectStored(setUp, 'woken');
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('my own page');
});

test('start-with-the-temporal-cli.sh starts a generation without any of our code', async () => {
  const setUp = await setUpByEnvironment(services());
  await setUp.startWorker();
  const PATH = [dirname(inject('temporal')), process.env['PATH']].join(delimiter);
  const script = join(root, 'examples/start-with-the-temporal-cli.sh');
  const { code, stdout, stderr } = await startProcess('/bin/sh', [script, 'plain'], { ...setUp.environment, PATH })
    .ended;
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('generations/plain/video.mp4');
  await expectStored(setUp, 'plain');
});

test('order-from-a-new-model.ts serves and orders a model that it has defined itself', async () => {
  const models = { evolink: { 'wan2.7-text-to-video': 'wan2.6-text-to-video' } };
  const setUp = await setUpByEnvironment(services(), { emulator: { models } });
  const own = example('order-from-a-new-model', { ...setUp.environment, S3_PREFIX: '' }, 'tomorrow');
  const { code, stdout, stderr } = await own.ended;
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 's3://reelwork/generations/tomorrow/video.mp4 25.5\n' });
  expect(setUp.emulator.bill()).toMatchObject({ acceptedJobs: 1, byModel: { 'wan2.7-text-to-video': 1 } });
});

test('try-a-new-model.ts holds a model of one’s own against its emulated gateway', async () => {
  const { code, stdout } = await startProcess(process.execPath, ['--test', join(folder, 'try-a-new-model.js')]).ended;
  expect(code, stdout).toBe(0);
  expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(50);
});

test('test-without-spending.ts passes as a test of a user’s own', async () => {
  const { code, stdout } = await startProcess(process.execPath, ['--test', join(folder, 'test-without-spending.js')])
    .ended;
  expect(code, stdout).toBe(0);
  expect(stdout).toMatch(/^# pass 1$/m);
});

test('read-a-storyboard.ts says what would be ordered, and what is wrong with its line', async () => {
  const file = join(root, 'examples/storyboard.yaml');
  const read = await example('read-a-storyboard', {}, file).ended;
  expect({ code: read.code, lines: read.stdout.split('\n') }).toMatchObject({
    code: 0,
    lines: [
      'quay: 1 × 5 s by evolink/wan2.6-text-to-video',
      expect.any(String),
      'captain: 3 × 5 s by dashscope/wan2.6-r2v',
      'bridge: 1 × 5 s by auto',
      '',
    ],
  });
  const wrong = join(folder, 'wrong.yaml');
  await writeFile(wrong, (await readFile(file, 'utf8')).replace('takes: 3', 'takes: 30'));
  const refused = await example('read-a-storyboard', {}, wrong).ended;
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('wrong.yaml:29:5: shots.2.takes: 30; allowed: '),
  });
});
