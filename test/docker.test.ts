import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { searchAttributes } from '../src/domain/search-attributes.js';
import { startTemporal } from '../src/testing/local-stack/temporal.js';
import { realServices } from './helpers/real-services.js';
import { startProcess, type Environment } from './helpers/reelwork-process.js';
import { setUpByEnvironment } from './helpers/set-up-by-environment.js';
import { temporaryFolder } from './testing/local-stack/helpers.js';

const run = promisify(execFile);

interface ComposeService {
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
}

const compose = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, ComposeService>>;
};
const names = Object.keys(compose.services);
const serviceOf = (name: string): ComposeService => compose.services[name]!;
const waits = names.flatMap((name) => Object.entries(serviceOf(name).depends_on ?? {}));
const preparations = new Set(
  waits.filter(([, { condition }]) => condition === 'service_completed_successfully').map(([name]) => name),
);
const longRunning = names.filter((name) => !preparations.has(name));

const services = realServices();

/** Runs a health check of docker-compose.yml as its container would, and says how it ends. */
async function check(name: string, environment: Environment, { port = '' } = {}) {
  const [kind, command = '', ...checkArguments] = serviceOf(name).healthcheck?.test ?? [];
  expect(kind).toBe('CMD');
  const here = checkArguments.map((argument) => (port === '' ? argument : argument.replace(':8791', `:${port}`)));
  return (await startProcess(command, here, environment).ended).code;
}

test.each(longRunning)('docker-compose.yml knows whether %s is healthy', (name) => {
  expect(serviceOf(name).healthcheck?.test.length).toBeGreaterThan(1);
});

test('docker-compose.yml starts nothing before what it needs is healthy, or prepared', () => {
  expect([...preparations].toSorted()).toEqual(['s3-bucket', 'temporal-namespace', 'temporal-schema']);
  const wrong = waits.filter(([name, { condition }]) => !preparations.has(name) && condition !== 'service_healthy');
  expect(wrong).toEqual([]);
  const needs = Object.fromEntries(names.map((name) => [name, Object.keys(serviceOf(name).depends_on ?? {})]));
  expect(needs).toMatchObject({
    temporal: ['temporal-schema'],
    'temporal-namespace': ['temporal'],
    'temporal-ui': ['temporal'],
    s3: ['s3-bucket'],
    worker: ['temporal-namespace', 's3', 'emulator'],
    callbacks: ['temporal-namespace', 'emulator'],
  });
});

test('a worker of docker-compose.yml is healthy once it asks for work', async () => {
  const { environment, startWorker } = await setUpByEnvironment(services());
  expect(await check('worker', environment)).toBe(1);
  await startWorker();
  await expect.poll(() => check('worker', environment), { timeout: 60_000 }).toBe(0);
});

test.each([
  [200, 0],
  [503, 1],
])('the callback receiver of docker-compose.yml that answers %i ends its check with %i', async (status, code) => {
  const server = createServer(({ url }, answer) => answer.writeHead(url === '/health' ? status : 404).end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  expect(await check('callbacks', {}, { port: String(port) })).toBe(code);
});

test('the Temporal UI answers where docker-compose.yml asks for its health', async () => {
  const { uiUrl } = services().temporal;
  const { pathname } = new URL(serviceOf('temporal-ui').healthcheck?.test.at(-1) ?? '');
  const answer = await fetch(new URL(pathname, uiUrl));
  expect(answer.status).toBe(200);
  // The page itself is served under every unknown path.
  expect(await answer.text()).not.toContain('<html');
});

test('the script of docker-compose.yml prepares a namespace for Reelwork, and may be run again', async () => {
  const folder = await temporaryFolder();
  const temporal = await startTemporal({ path: inject('temporal'), folder, searchAttributes: {} });
  onTestFinished(temporal.stop);
  await mkdir(join(folder, 'bin'));
  await symlink(inject('temporal'), join(folder, 'bin', 'temporal'));
  const environment = {
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
    HOME: folder,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: 'videos',
  };

  for (const _ of ['first', 'again']) await run('/bin/sh', ['docker/temporal-namespace.sh'], { env: environment });

  const list = ['operator', 'search-attribute', 'list', '--namespace', 'videos', '--output', 'json'];
  const { customAttributes } = JSON.parse((await run(inject('temporal'), list, { env: environment })).stdout);
  const spelled = { Keyword: 'KEYWORD', KeywordList: 'KEYWORD_LIST', Int: 'INT' };
  const expected = Object.entries(searchAttributes).map(([name, type]) => [
    name,
    `INDEXED_VALUE_TYPE_${spelled[type]}`,
  ]);
  expect(customAttributes).toEqual(Object.fromEntries(expected));
});
