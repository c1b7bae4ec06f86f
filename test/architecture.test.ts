import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');

/** What each part of src may import: values and types, or with `type` in front types only. `node`: Node's own modules. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: ['type domain/requests', 'big.js'],
  'domain/requests': ['domain', 'zod', 'node:crypto'],
  'domain/documents': ['domain', 'domain/requests', 'zod', 'yaml'],
  pricing: ['domain', 'domain/requests', 'zod', 'big.js'],
  storage: ['domain', 'node', '@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'],
  media: ['domain', '@svta/cml-iso-bmff'],
  film: ['domain', 'domain/requests', 'p-map', 'zod', 'node'],
  ledger: ['domain', 'type storage', 'lru-cache', 'p-map', 'zod', 'node:crypto', 'node:timers/promises'],
  providers: ['domain', 'type domain/requests', 'undici', 'zod', 'big.js', 'ipaddr.js', 'lossless-json', 'node'],
  activities: [
    'domain',
    'domain/documents',
    'domain/requests',
    'film',
    'ledger',
    'media',
    'pricing',
    'providers',
    'storage',
    '@temporalio/activity',
    '@temporalio/common',
    'node:crypto',
    'node:path',
    'p-map',
  ],
  workflows: [
    'domain',
    'workflows/messages',
    'workflows/storyboards/messages',
    'type domain/requests',
    'type activities',
    '@temporalio/workflow',
    '@temporalio/common',
  ],
  'workflows/messages': ['type domain', '@temporalio/workflow'],
  'workflows/storyboards/messages': ['type domain', '@temporalio/workflow'],
  client: [
    'domain',
    'domain/requests',
    'domain/documents',
    'workflows/messages',
    'workflows/storyboards/messages',
    'type workflows',
    '@temporalio/client',
    '@temporalio/common',
    'node:crypto',
  ],
  recovery: [
    'domain',
    'domain/requests',
    'ledger',
    'type storage',
    'client',
    'type @temporalio/client',
    'p-map',
    'zod',
  ],
  callbacks: ['domain', 'client', 'type @temporalio/client', '@hono/node-server', 'node'],
  'built-workflows': ['node'],
  'warn-without-ffmpeg': ['film', '@temporalio/worker'],
  'workers-together': ['type @temporalio/worker'],
  'running-workflows': ['type @temporalio/worker', '@temporalio/client'],
  'registered-search-attributes': ['domain', 'type @temporalio/worker'],
  worker: [
    'domain',
    'domain/requests',
    'activities',
    'callbacks',
    'film',
    'ledger',
    'pricing',
    'providers',
    'built-workflows',
    'registered-search-attributes',
    'running-workflows',
    'storage',
    'warn-without-ffmpeg',
    'workers-together',
    '@temporalio/worker',
    'node',
  ],
  config: ['domain', 'pricing', 'zod', 'node'],
  index: ['domain', 'domain/requests', 'domain/documents', 'client'],
  testing: [
    'domain',
    'domain/requests',
    'providers',
    'client',
    'callbacks',
    'storage',
    'worker',
    'config',
    '@temporalio/client',
    '@temporalio/worker',
    '@aws-sdk/client-s3',
    '@hono/node-server',
    'hono',
    'big.js',
    'zod',
    'node',
  ],
  cli: [
    'domain',
    'domain/requests',
    'domain/documents',
    'ledger',
    'pricing',
    'storage',
    'providers',
    'client',
    'recovery',
    'callbacks',
    'worker',
    'config',
    'testing',
    '@temporalio/client',
    '@temporalio/common',
    '@temporalio/envconfig',
    '@temporalio/worker',
    'commander',
    'ora',
    'p-map',
    'node',
  ],
};

const layers = Object.keys(allowed).toSorted((left, right) => right.length - left.length);
const layerOf = (module: string) =>
  layers.find((layer) => module === layer || module.startsWith(`${layer}/`)) ?? module;

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.')) return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return layerOf(posix.join(posix.dirname(file), specifier.replace(/\.js$/, '')).replace(/\/index$/, ''));
}

/** What is imported under `type` alone, and what is loaded when the file runs. */
function* importsOf(source: string): Generator<{ readonly typeOnly: boolean; readonly specifier: string }> {
  const statements = /^(?:import|export) (type )?(?:[^'";]*? from )?'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm;
  for (const [, type, specifier, dynamic] of source.matchAll(statements)) {
    yield { typeOnly: type !== undefined, specifier: specifier ?? dynamic ?? '' };
  }
}

function* violations(file: string, source: string): Generator<string> {
  const from = layerOf(file);
  const may = allowed[from];
  if (may === undefined) return yield `${file} belongs to no layer`;
  for (const { typeOnly, specifier } of importsOf(source)) {
    const to = targetOf(file, specifier);
    const names = [to, ...(to.startsWith('node:') ? ['node'] : [])];
    const fine = to === from || names.some((name) => may.includes(name) || (typeOnly && may.includes(`type ${name}`)));
    if (!fine) yield `${file} → ${typeOnly ? 'type ' : ''}${specifier}`;
  }
}

async function sources(): Promise<readonly (readonly [file: string, source: string])[]> {
  const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts'));
  return Promise.all(
    files.map(async (file) => [file.slice(0, -'.ts'.length), await readFile(join(src, file), 'utf8')] as const),
  );
}

test('every folder imports only what it may', async () => {
  const found = (await sources()).flatMap(([file, source]) => [...violations(file, source)]);
  expect(found).toEqual([]);
});

test.each([
  ['domain/ids', "import { z } from 'zod';"],
  ['domain/storyboards/graph', "import { z } from 'zod';"],
  ['domain/ids', "import type { Task } from '../providers/video-model.js';"],
  ['workflows/run', "import { parseRequest } from '../domain/requests/parse-request.js';"],
  ['workflows/run', "import { parseStoryboard } from '../domain/documents/parse-storyboard.js';"],
  ['workflows/run', "import { createSubmit } from '../activities/submit.js';"],
  ['workflows/run', "import {\n  a,\n  b,\n} from '../activities/submit.js';"],
  ['workflows/run', "import { createHash } from 'node:crypto';"],
  ['workflows/run', "import 'undici';"],
  ['workflows/run', "export * from '../storage/bucket.js';"],
  ['client/generation', "import { Worker } from '@temporalio/worker';"],
  ['client/generation', "const { Worker } = await import('@temporalio/worker');"],
  ['client/generation', "import { generateVideo } from '../workflows/index.js';"],
  ['storage/bucket', "import { request } from 'undici';"],
  ['providers/download', "import { S3Client } from '@aws-sdk/client-s3';"],
  ['utils/text', ''],
])('%s may not hold %s', (file, source) => {
  expect([...violations(file, source)]).toHaveLength(1);
});

test('a request may be a type to workflows, and a value to the client', () => {
  const statement = (keyword: string) => `import ${keyword} { GenerationRequest } from '../domain/requests/index.js';`;
  expect([...violations('workflows/run', statement('type'))]).toEqual([]);
  expect([...violations('client/video-client', statement(''))]).toEqual([]);
});

test('the table allows nothing that nobody needs', async () => {
  const all = await sources();
  const used = new Map<string, Set<string>>();
  for (const [file, source] of all) {
    const to = used.get(layerOf(file)) ?? new Set();
    used.set(layerOf(file), to);
    for (const { typeOnly, specifier } of importsOf(source)) {
      const target = targetOf(file, specifier);
      const names = [target, ...(target.startsWith('node:') ? ['node'] : [])];
      for (const name of names) to.add(typeOnly ? `type ${name}` : name);
    }
  }
  const idle = Object.entries(allowed).flatMap(([layer, may]) =>
    may
      .filter((target) => !used.get(layer)?.has(target) && !used.get(layer)?.has(`type ${target}`))
      .map((target) => `${layer} → ${target}`),
  );
  expect(idle).toEqual([]);
});

test('every gateway has its folder, with the same files and one factory', async () => {
  const entries = await readdir(join(src, 'providers'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders).toContain('evolink');
  for (const folder of folders) {
    const files = await readdir(join(src, 'providers', folder));
    expect(files).toEqual(expect.arrayContaining(['index.ts', 'task.ts', 'error.ts']));
    expect(
      files.filter((file) => /-to-video\.ts$|-video\.ts$/.test(file)),
      folder,
    ).not.toEqual([]);
    const index = await readFile(join(src, 'providers', folder, 'index.ts'), 'utf8');
    expect(index).toMatch(new RegExp(`^export function create${folder}\\b`, 'im'));
  }
});

test('no file is longer than 150 lines', async () => {
  const long = (await sources()).filter(([, source]) => source.trimEnd().split('\n').length > 150);
  expect(long.map(([file]) => file)).toEqual([]);
});

test('only config.ts and the command line read the environment', async () => {
  const readers = (await sources()).filter(([, source]) => source.includes('process.env')).map(([file]) => file);
  expect(readers.filter((file) => !file.startsWith('cli/'))).toEqual([]);
});

test('workflows are exported by name, as the functions whose names are their types', async () => {
  const index = await readFile(join(src, 'workflows/index.ts'), 'utf8');
  expect(index).not.toContain('*');
  for (const [, name, file] of index.matchAll(/export \{ (\w+) \} from '\.\/(.+)\.js'/g)) {
    expect(await readFile(join(src, `workflows/${file}.ts`), 'utf8')).toContain(`export async function ${name}(`);
  }
});
