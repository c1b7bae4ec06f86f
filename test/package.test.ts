import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

interface Package {
  readonly exports: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

let folder: string;
let manifest: Package;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelwork-package-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['package.json', 'docs/storyboard.schema.json']) await cp(join(root, file), join(folder, file));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const project = join(root, 'tsconfig.build.json');
  await run(process.execPath, [compiler, '-p', project, '--outDir', join(folder, 'dist'), '--sourceMap', 'false']);
  manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const specifierOf = (path: string) => `reelwork${path.slice(1)}`;

/** What an import gives, and which files it loads: in a process of its own, as a user's would be. */
async function importing(specifier: string) {
  const coverage = await mkdtemp(join(folder, 'loaded-'));
  const script = `const module = await import('${specifier}'); console.log(JSON.stringify(Object.keys(module)));`;
  const file = join(folder, 'import.mjs');
  await writeFile(file, script);
  // Node lists every script that it has run, of either module system.
  const env = { ...process.env, NODE_V8_COVERAGE: coverage };
  const { stdout } = await run(process.execPath, ['--no-warnings', file], { cwd: folder, env });
  const reports = await Promise.all((await readdir(coverage)).map((name) => readFile(join(coverage, name), 'utf8')));
  const scripts = reports.flatMap((report) => (JSON.parse(report) as { result: { url: string }[] }).result);
  return { names: JSON.parse(stdout) as string[], loaded: scripts.map(({ url }) => url) };
}

test('everything that the package exports is there, with its types', async () => {
  const paths = Object.keys(manifest.exports).filter((path) => path !== './package.json');
  expect(paths).toEqual(
    expect.arrayContaining(['.', './worker', './workflows', './providers', './callbacks', './testing']),
  );
  for (const path of paths) {
    const target = manifest.exports[path]!;
    expect((await readFile(join(folder, target.replace(/\.js$/, '.d.ts')), 'utf8')).length).toBeGreaterThan(0);
    const resolved = await run(
      process.execPath,
      ['--input-type=module', '--eval', `console.log(import.meta.resolve('${specifierOf(path)}'))`],
      { cwd: folder },
    );
    expect(resolved.stdout.trim()).toBe(new URL(`file://${join(folder, target)}`).href);
  }
});

test('the command of the package is there, and may be run', async () => {
  expect(await readFile(join(folder, manifest.bin['reelwork']!), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('starting generations from a backend loads no worker, no HTTP client, no AWS SDK', async () => {
  const { names, loaded } = await importing('reelwork');
  expect(names).toEqual(expect.arrayContaining(['VideoClient', 'GenerationError', 'parseRequest', 'models']));
  expect(loaded.some((url) => url.includes('/dist/client/video-client.js'))).toBe(true);
  expect(loaded.some((url) => url.includes('/@temporalio/client/'))).toBe(true);
  const unwanted = /\/node_modules\/(@temporalio\/(worker|core-bridge|testing)|undici|@aws-sdk|@smithy|hono|@hono)\//;
  expect(loaded.filter((url) => unwanted.test(url))).toEqual([]);
  expect(loaded.filter((url) => /\/dist\/(activities|providers|storage|worker|testing|cli)\b/.test(url))).toEqual([]);
});

test("receiving callbacks in a server of one's own loads no worker and no AWS SDK", async () => {
  const { names, loaded } = await importing('reelwork/callbacks');
  expect(names).toEqual(expect.arrayContaining(['createReceiver', 'createCallbackUrls', 'deliverCallback']));
  expect(
    loaded.filter((url) => /node_modules\/(@temporalio\/(worker|core-bridge)|@aws-sdk|undici)\//.test(url)),
  ).toEqual([]);
});

test('a worker is created by a function: importing it starts nothing', async () => {
  const { names, loaded } = await importing('reelwork/worker');
  expect(names).toEqual(expect.arrayContaining(['createWorker', 'workflowsPath']));
  // The same test sees the native part where it belongs.
  expect(loaded.some((url) => url.includes('/@temporalio/core-bridge/'))).toBe(true);
});

test('the workflows can be bundled with those of a user, and their messages sent from them', async () => {
  const { names } = await importing('reelwork/workflows');
  const messages = ['callbackReceived', 'generationProgress', 'releaseHold', 'resolveSubmission'];
  const ofStoryboards = ['approve', 'raise', 'redo', 'reject', 'storyboardProgress'];
  expect(names).toEqual(['generateVideo', 'keepLateVideo', 'storyboard', ...messages, ...ofStoryboards].toSorted());
});
