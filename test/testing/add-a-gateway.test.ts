import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { conformanceCases } from '../../src/testing/index.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** What the recipe's commands read and write. */
const copied = [
  'src',
  'test',
  'examples',
  'bench',
  'chaos',
  'docs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** How long one command may take: types and tests of a whole copy, on a busy machine. */
const commandMs = 240_000;

/** The commands of one section of a Markdown page, in their order. */
function commandsOf(page: string, heading: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split(/^## /m);
  return [...own.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].flatMap(([, block = '']) => block.trim().split(/\s*\n\s*/));
}

/** A copy of this repository, below it, so that its packages are found. It goes with the test. */
async function copyOfRepository(): Promise<string> {
  await mkdir(join(root, '.reelwork'), { recursive: true });
  const copy = await mkdtemp(join(root, '.reelwork/add-a-gateway-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  await Promise.all(copied.map((entry) => cp(join(root, entry), join(copy, entry), { recursive: true })));
  // The examples are typed by what is built.
  await symlink(join(root, 'dist'), join(copy, 'dist'));
  return copy;
}

interface TestRun {
  readonly testResults: readonly { readonly assertionResults: readonly TestOutcome[] }[];
}

interface TestOutcome {
  readonly ancestorTitles: readonly string[];
  readonly status: string;
}

/** How the tests below a title ended when tests were last run. */
async function lastOutcomes(folder: string, title: string): Promise<readonly string[]> {
  const { testResults } = JSON.parse(await readFile(join(folder, '.reelwork/test-results.json'), 'utf8')) as TestRun;
  const outcomes = testResults.flatMap(({ assertionResults }) => assertionResults);
  return outcomes.filter(({ ancestorTitles }) => ancestorTitles.includes(title)).map(({ status }) => status);
}

test(
  'the recipe of CONTRIBUTING.md, followed to the letter, adds a gateway that conforms',
  async () => {
    const copy = await copyOfRepository();
    const ownEnvironment = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
    // Else `git` would take the copy for a folder of the repository around it.
    const env = { ...Object.fromEntries(ownEnvironment), GIT_CEILING_DIRECTORIES: join(root, '.reelwork') };

    const commands = commandsOf(await readFile(join(root, 'CONTRIBUTING.md'), 'utf8'), 'Add a gateway');
    expect(commands).toContain('npx tsc --noEmit');
    for (const command of commands) {
      await run('/bin/sh', ['-c', command], { cwd: copy, env, timeout: commandMs }).catch(
        (error: Error & { readonly stdout: string }) => expect.fail(`${command}\n${error.message}\n${error.stdout}`),
      );
    }

    const fields = ['prompt', 'durationSeconds', 'resolution', 'aspectRatio', 'generateAudio', 'seed'];
    const kit = conformanceCases({
      facts: { gateway: 'lumen' as never, lookUp: 'nothing', cancels: 'nothing', callbacks: false },
      request: undefined,
      schema: z.object(Object.fromEntries(fields.map((field) => [field, z.unknown()]))),
      adapterAt: () => expect.unreachable('the cases are only counted'),
    });
    expect(await lastOutcomes(copy, 'lumen/dream-1')).toEqual(kit.map(() => 'passed'));
  },
  2 * commandMs,
);
