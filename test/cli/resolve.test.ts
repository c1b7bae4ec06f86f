import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import type { GenerationState } from '../../src/domain/generation-state.js';
import { realServices } from '../helpers/real-services.js';
import { cliPath, runReelwork, until, type Clean } from '../helpers/reelwork-process.js';
import { setUpByEnvironment, type SetUp } from '../helpers/set-up-by-environment.js';

const services = realServices();
/** The gateway takes the first order of it and drops the answer. */
const dropped = (id: string) =>
  ({ model: 'evolink/wan2.6-text-to-video', prompt: `${id} [[fault:accept-then-drop*1]]` }) as const;

describe('a quarantined generation', () => {
  let setUp: SetUp;
  const run = (...args: string[]) => runReelwork(args, setUp.environment);

  // One worker for all tests here: starting one takes seconds.
  beforeAll(async () => {
    const ends: (() => unknown)[] = [];
    const clean: Clean = (end) => void ends.unshift(end);
    setUp = await setUpByEnvironment(services(), { clean });
    await setUp.startWorker();
    return async () => {
      for (const end of ends) await end();
    };
  });

  async function inState(id: string, state: GenerationState): Promise<void> {
    const generation = new VideoClient({ client: services().client }).get(id);
    await until(async () => (await generation.status()).state === state);
  }

  async function quarantine(...ids: string[]): Promise<void> {
    const videos = new VideoClient({ client: services().client, taskQueue: setUp.taskQueue });
    for (const id of ids) await videos.start(id, dropped(id));
    await Promise.all(ids.map((id) => inState(id, 'quarantined')));
  }

  test('says in its status what is at stake, since when, and which command adopts the task that the gateway lists', async () => {
    await quarantine('adopted');
    const { code, stdout } = await run('status', 'adopted');
    expect(code).toBe(4);
    expect(stdout).toMatch(/quarantined since \d{4}-\d\d-\d\dT\S+ · at stake: 25\.5 EvoLink credits \(quoted\)/);
    const [, command = ''] = /`reelwork (resolve adopted --adopt \S+)`/.exec(stdout) ?? [];
    expect(command).toContain('task-unified-');

    const resolved = await run(...command.split(' '));
    expect(resolved).toMatchObject({ code: 0, stderr: '' });
    expect(resolved.stdout).toContain('is adopted');
    await inState('adopted', 'stored');
    expect(setUp.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('is ordered once more by --resubmit, and only then', async () => {
    await quarantine('again');
    const { acceptedJobs } = setUp.emulator.bill();
    const { code, stdout } = await run('resolve', 'again', '--resubmit', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      id: 'again',
      outcome: 'resolved',
      action: 'resubmit',
      message: expect.any(String),
    });
    await inState('again', 'stored');
    expect(setUp.emulator.bill().acceptedJobs - acceptedJobs).toBe(1);
  });

  test('ends as failed by --abandon; a second decision finds nothing to decide, with 2', async () => {
    await quarantine('given-up');
    expect(await run('resolve', 'given-up', '--abandon')).toMatchObject({ code: 0 });
    await inState('given-up', 'failed');
    expect((await run('status', 'given-up')).stdout).toContain('a person gave it up');
    const again = await run('resolve', 'given-up', '--resubmit');
    expect(again).toMatchObject({ code: 2 });
    expect(again.stdout).toBe('given-up: it is failed already, there is nothing to decide\n');
  });

  test('stays so when the gateway shows no such task: one line with the reason, and 4', async () => {
    await quarantine('refused');
    const { code, stdout } = await run('resolve', 'refused', '--adopt', 'task-unified-1-nobodys');
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /^refused: .*evolink does not show the task task-unified-1-nobodys to account 'default'.*\n$/,
    );
    const json = await run('resolve', 'refused', '--adopt', 'task-unified-1-nobodys', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      id: 'refused',
      outcome: 'refused',
      state: 'quarantined',
      error: { code: 'RESOLUTION_REFUSED' },
    });
  });

  test('is decided about with many others only after count and sum were shown and --yes was said', async () => {
    await quarantine('many-1', 'many-2', 'other');
    const many = ['resolve', '--where', `TaskQueue = '${setUp.taskQueue}' AND WorkflowId STARTS_WITH 'many-'`];
    const asked = await run(...many, '--abandon');
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    expect(asked.stderr).toContain('2 quarantined · at stake: 51 EvoLink credits. Nothing was decided');
    await inState('many-1', 'quarantined');

    const { code, stdout, stderr } = await run(...many, '--abandon', '--yes', '--json');
    expect(stderr).toContain('2 quarantined · at stake: 51 EvoLink credits\n');
    expect(code).toBe(0);
    const { found, atStake, resolutions } = JSON.parse(stdout);
    expect({ found, atStake }).toEqual({
      found: 2,
      atStake: { amounts: [{ amount: '51', currency: 'EVOLINK_CREDIT' }], unknown: 0 },
    });
    expect(resolutions.map(({ id, outcome }: Record<string, string>) => `${id} ${outcome}`).toSorted()).toEqual([
      'many-1 resolved',
      'many-2 resolved',
    ]);
    await inState('many-1', 'failed');
    await inState('many-2', 'failed');
    await inState('other', 'quarantined');
  });

  test('that is still being looked for is counted apart; it is refused, and a person must come back', async () => {
    const patient = await setUpByEnvironment(services());
    await patient.startWorker({ REELWORK_TYPICAL_SECONDS: '600' });
    const videos = new VideoClient({ client: services().client, taskQueue: patient.taskQueue });
    await videos.start('looked-for', dropped('looked-for'));
    await inState('looked-for', 'unknown');
    const { code, stderr } = await runReelwork(
      ['resolve', '--where', "WorkflowId = 'looked-for'", '--resubmit', '--yes'],
      patient.environment,
    );
    expect(code).toBe(4);
    expect(stderr).toContain('0 quarantined · 1 still being looked for');
    expect(stderr).toContain('looked-for: it is still being looked for, until ');
    expect(patient.emulator.bill().acceptedJobs).toBe(1);
  });

  // A pseudo terminal through util-linux's `script`, whose options are others elsewhere.
  test.skipIf(process.platform !== 'linux')(
    'of many is left alone when the person on the terminal says no',
    async () => {
      await quarantine('asked');
      const typed = `'${process.execPath}' '${cliPath}' resolve --where "WorkflowId = 'asked'" --abandon`;
      const { PATH = '' } = process.env;
      const terminal = spawn('script', ['-qec', typed, '/dev/null'], { env: { PATH, ...setUp.environment } });
      onTestFinished(() => void terminal.kill('SIGKILL'));
      const ended = once(terminal, 'close');
      let shown = '';
      terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
        shown += text;
        if (text.includes('(y/N)')) terminal.stdin.write('n\n');
      });
      expect(await ended).toEqual([4, null]);
      expect(shown).toContain('1 quarantined · at stake: 25.5 EvoLink credits');
      expect(shown).toContain('Give up all 1? (y/N)');
      expect(shown).toContain('Nothing was decided.');
      await inState('asked', 'quarantined');
    },
  );
});

test('without a worker nothing is decided, and that is said at once, with 3', async () => {
  const { environment, startWorker, taskQueue } = await setUpByEnvironment(services());
  const worker = await startWorker();
  const generation = await new VideoClient({ client: services().client, taskQueue }).start('lonely', dropped('lonely'));
  await until(async () => (await generation.status()).state === 'quarantined');
  worker.signal('SIGKILL');
  await worker.ended;
  const { code, stdout } = await runReelwork(['resolve', 'lonely', '--abandon', '--json'], environment);
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NO_WORKER' } });
});

test.for([
  [[], 'exactly one of --adopt <task>, --resubmit and --abandon'],
  [['id'], 'exactly one of --adopt <task>, --resubmit and --abandon'],
  [['id', '--resubmit', '--abandon'], 'exactly one of'],
  [['id', '--adopt', ''], "--adopt needs the id of the gateway's task"],
  [['--abandon'], 'either an id, or --where'],
  [['id', '--where', 'x', '--abandon'], 'either an id, or --where'],
  [['--where', ' ', '--abandon', '--yes'], '--where needs a Temporal visibility query'],
  [['--where', 'x', '--adopt', 'task'], 'give its id instead of --where'],
] as const)('resolve %j is wrong usage, and says what is allowed', async ([args, message]) => {
  const { code, stderr } = await runReelwork(['resolve', ...args], { TEMPORAL_ADDRESS: '127.0.0.1:9' });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
