import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realServices } from '../helpers/real-services.js';
import { runReelwork, until, type Environment } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';
import { temporaryFolder } from '../testing/local-stack/helpers.js';

const services = realServices();

const shots = `
  - id: quay
    prompt: '{{city}}, a quay'
  - id: fight
    prompt: A fight [[fault:moderation]]
`;

/** A storyboard's file, and what runs `reelwork storyboard` on it. */
async function aFile(rest: string, environment: Environment) {
  const file = join(await temporaryFolder(), 'harbour.yaml');
  const head =
    "title: The harbour\nvars: { city: Kiel }\ndefaults: { model: 'evolink/wan2.6-text-to-video' }\nfilm: none\n";
  await writeFile(file, `${head}${rest}\nshots:${shots}`);
  const run = (...args: string[]) => runReelwork(['storyboard', ...args], environment);
  return { file, run };
}

describe('reelwork storyboard', { timeout: 120_000 }, () => {
  test('plans without any service: models, prices, and what is wrong with its place in the file', async () => {
    const { file, run } = await aFile('budget: 60 EVOLINK_CREDIT', {});
    const planned = await run('plan', file);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout).toMatch(/^The harbour · 2 shots · digest [0-9a-f]{12}\n/);
    expect(planned.stdout).toMatch(/quay +evolink\/wan2\.6-text-to-video +5 +1 +25\.5 EvoLink credits \(quoted\)\n/);
    expect(planned.stdout).toContain('in all at most: 51 EvoLink credits\nbudget: 60 EVOLINK_CREDIT\n');
    const wrong = await aFile('parallel: 0', {});
    expect(await wrong.run('plan', wrong.file)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/harbour\.yaml:5:1: parallel: 0; allowed: a whole number from 1 to 500\n$/),
    });
    expect(await run('plan', 'nowhere.yaml')).toMatchObject({
      code: 2,
      stderr: 'nowhere.yaml can not be read: ENOENT\n',
    });
    expect(await run('plan', file, '--var', 'city')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--var: 'city'"),
    });
  });

  test('runs, tells what is missing, and goes on with a redone shot', async () => {
    const { environment, emulator, startWorker } = await setUpByEnvironment(services());
    await startWorker();
    const { file, run } = await aFile('', environment);
    const failed = await run('run', file, '--id', 'board-1');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('fight: failed · evolink');
    expect(failed.stdout).toMatch(/quay +done +1\n/);
    expect(failed.stdout).toContain('board-1: lacks fight\n');
    expect(await run('redo', 'board-1', 'fight', '--seed', '3')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('seed: 3; allowed: not a field of evolink/wan2.6-text-to-video'),
    });
    expect((await run('redo', 'board-1', 'fight', '--prompt', 'A quarrel')).code).toBe(0);
    await until(async () => JSON.parse((await run('status', 'board-1', '--json')).stdout).phase === 'ended');
    const again = await run('run', file, '--id', 'board-1', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ state: 'finished', shots: [{ take: 1 }, { take: 2 }] });
    expect(emulator.bill().acceptedJobs).toBe(3);
  });

  test('asks a person where the document says so, and takes an answer to what was shown only', async () => {
    const { environment, emulator, startWorker } = await setUpByEnvironment(services());
    await startWorker();
    const { file, run } = await aFile('approval: before-spend', environment);
    const asked = await run('run', file, '--id', 'board-2');
    expect(asked.code).toBe(4);
    expect(asked.stdout).toContain('asks for approval of 2 shots, at most 51 EvoLink credits');
    expect(await run('approve', 'board-2', 'plan', '--digest', 'ffff')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('plan has changed since'),
    });
    expect(await run('approve', 'board-2', 'film')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nothing can be decided about 'film'; allowed: plan"),
    });
    expect(emulator.bill().acceptedJobs).toBe(0);
    expect((await run('reject', 'board-2', 'plan')).stdout).toBe('plan: it is rejected\n');
    expect(await run('run', file, '--id', 'board-2', '--var', 'city=Kiel')).toMatchObject({ code: 1 });
    expect(emulator.bill().acceptedJobs).toBe(0);
  });
});
