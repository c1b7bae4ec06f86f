import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { KnownModelId } from '../../../src/domain/models.js';
import { realServices } from '../../helpers/real-services.js';
import { runReelwork, startProcess, cliPath, type Clean, type Environment } from '../../helpers/reelwork-process.js';
import { gatewayKey, setUpByEnvironment, type SetUp } from '../../helpers/set-up-by-environment.js';

const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:9', EVOLINK_API_KEY: gatewayKey, VTRIX_API_KEY: gatewayKey };
const evolink = 'evolink/wan2.6-text-to-video';

interface Report {
  readonly id: string;
  readonly state: string;
  readonly cost: { readonly basis: string };
  readonly quoted: { readonly amount: string | null };
  readonly unknowns: readonly { readonly unknown: string; readonly settled: 'yes' | 'no'; readonly finding: string }[];
  readonly open: readonly string[];
}

describe('smoke spends nothing', () => {
  test('without --live: it shows what it would order and at what price, and explains', async () => {
    const { code, stdout, stderr } = await runReelwork(['smoke', evolink], nowhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('POST https://api.evolink.ai/v1/videos/generations');
    expect(stderr).toContain('"duration": 2');
    expect(stderr).toContain('would spend at most 10.2 EvoLink credits (quoted) on a real video. Nothing was ordered');
    expect(stderr).not.toContain(gatewayKey);
  });

  test('without --yes, where nobody can be asked; a price that nobody knows is said to be none', async () => {
    const { code, stdout } = await runReelwork(['smoke', '--live', 'vtrix/wan26_t2v', '--json'], nowhere);
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
    expect(error.code).toBe('NOT_CONFIRMED');
    expect(error.message).toContain('an amount that is not known');
  });

  test.each([
    [['evolink/wan3'], 'allowed: evolink/wan2.6-text-to-video'],
    [['evolink/wan2.6-image-to-video'], '--image <link>'],
    [[evolink, '--image', 'https://example.com/cat.png'], 'imageUrl'],
    [['dashscope/wan2.6-t2v'], 'DASHSCOPE_API_KEY is not set'],
    [[evolink, '--account', 'team'], 'account'],
  ])('for %j, and says why', async (args, words) => {
    const { code, stderr } = await runReelwork(['smoke', '--live', '--yes', ...args], nowhere);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test('a link’s query is not shown', async () => {
    const link = 'https://example.com/cat.png?X-Amz-Signature=5ec2e7';
    const { stderr } = await runReelwork(['smoke', 'evolink/wan2.6-image-to-video', '--image', link], nowhere);
    expect(stderr).toContain('https://example.com/cat.png');
    expect(stderr).not.toContain('5ec2e7');
  });
});

describe('with workers that serve every gateway', () => {
  const services = realServices();
  let setUp: SetUp;
  let environment: Environment;

  beforeAll(async () => {
    const ends: (() => unknown)[] = [];
    const clean: Clean = (end) => void ends.unshift(end);
    setUp = await setUpByEnvironment(services(), { clean, emulator: { runSeconds: 6 } });
    const gateways = ['VTRIX', 'AIMLAPI', 'DASHSCOPE'].flatMap((name) => [
      [`${name}_API_KEY`, gatewayKey],
      [`${name}_BASE_URL`, setUp.emulator.url],
    ]);
    environment = { ...setUp.environment, ...Object.fromEntries(gateways), REELWORK_TYPICAL_SECONDS: '6' };
    await setUp.startWorker(environment);
    return async () => {
      for (const end of ends) await end();
    };
  });

  test.each<[KnownModelId, Readonly<Record<string, string>>]>([
    [
      evolink,
      {
        'when the list of tasks shows one': 'it shows the task while that runs',
        'what a second costs': '5.1 a second',
      },
    ],
    [
      'vtrix/wan26_t2v',
      { 'which way of writing an order is taken': "'documented'", 'what a second costs': '0.1 a second' },
    ],
    ['aimlapi/wan-2-6-t2v', { 'when the log shows an order': 'it shows the task while that runs' }],
    ['dashscope/wan2.6-t2v', { 'when the list of tasks shows one': 'it shows the task while that runs' }],
  ])('%s: one generation, what it settles, and the same one when it is asked for again', async (model, findings) => {
    const before = setUp.emulator.bill().acceptedJobs;
    const { code, stdout, stderr } = await runReelwork(['smoke', '--live', model, '--yes', '--json'], environment);
    expect(stderr).not.toMatch(/Error|undefined/);
    const report = JSON.parse(stdout) as Report;
    expect({ code, state: report.state }).toEqual({ code: 0, state: 'stored' });
    expect(report.id).toMatch(/^smoke-[\w.-]+-\d{4}-\d\d-\d\d$/);
    const said = new Map(report.unknowns.map(({ unknown, finding }) => [unknown, finding]));
    for (const [unknown, finding] of Object.entries(findings)) expect(said.get(unknown)).toContain(finding);
    expect(said.get('whether reading a finished task again renews its link')).toContain(
      'no: both reads give the same link',
    );
    expect(said.get('how long a link lives')).toMatch(/^2[34]\.\d h/);
    expect(said.get('which fields a finished task has')).toMatch(/status/);
    expect(report.open.length).toBeGreaterThan(1);
    expect(setUp.emulator.bill().acceptedJobs - before).toBe(1);

    const again = await runReelwork(['smoke', '--live', model, '--yes'], environment);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('was ordered before');
    expect(setUp.emulator.bill().acceptedJobs - before).toBe(1);
    for (const told of [stdout, stderr, again.stdout, again.stderr]) {
      expect(told).not.toContain(gatewayKey);
      expect(told).not.toMatch(/signature=/i);
    }
  });

  test('a gateway that no worker serves is named before anything is ordered', async () => {
    const before = setUp.emulator.bill().acceptedJobs;
    const elsewhere = { ...environment, REELWORK_TASK_QUEUE: 'nobody-is-here' };
    const { code, stdout } = await runReelwork(['smoke', '--live', evolink, '--yes', '--json'], elsewhere);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NO_WORKER', billed: 'no' } });
    expect(setUp.emulator.bill().acceptedJobs).toBe(before);
  });

  test('a worker that knows a higher price than the one agreed to orders nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reelwork-smoke-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const prices = join(folder, 'prices.json');
    const cheap = { currency: 'EVOLINK_CREDIT', perSecond: { '720p': '1' }, source: 'a test', date: '2026-01-01' };
    await writeFile(prices, JSON.stringify({ [evolink]: cheap }));
    const before = setUp.emulator.bill().acceptedJobs;
    const args = ['smoke', '--live', evolink, '--yes', '--id', 'smoke-cheap', '--json'];
    const { code, stdout } = await runReelwork(args, { ...environment, REELWORK_PRICES: prices });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INVALID_REQUEST', billed: 'no' } });
    expect(setUp.emulator.bill().acceptedJobs).toBe(before);
  });

  // A pseudo terminal through util-linux's `script`, whose options are others elsewhere.
  test.skipIf(process.platform !== 'linux')('on a terminal it asks, and no is no', async () => {
    const before = setUp.emulator.bill().acceptedJobs;
    const command = `'${process.execPath}' '${cliPath}' smoke --live ${evolink} --id smoke-refused`;
    const answered = 'echo n | script -qec "$0" /dev/null';
    const terminal = startProcess('sh', ['-c', answered, command], { ...environment, TERM: 'xterm' });
    const { stdout } = await terminal.ended;
    expect(stdout).toContain('Really spend at most 10.2 EvoLink credits (quoted) on a real video? (y/N)');
    expect(stdout).toContain('Nothing was ordered.');
    expect(setUp.emulator.bill().acceptedJobs).toBe(before);
  });
});
