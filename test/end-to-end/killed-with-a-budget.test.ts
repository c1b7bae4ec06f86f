import { expect, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import { killedAt } from '../helpers/killed-at.js';
import type { Moment } from '../helpers/moments.js';
import { realServices } from '../helpers/real-services.js';
import { runReelwork } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';
import { until } from '../helpers/until.js';

const services = realServices();
/** A dead worker is missed after 30 s. */
const limitMs = 300_000;

const price = 25.5;
const budgetOf = (orders: number) => ({ budgets: [{ name: 'campaign', cap: `${orders * price} EVOLINK_CREDIT` }] });
const request = (prompt: string) =>
  ({ model: 'evolink/wan2.6-text-to-video', prompt, durationSeconds: 5, resolution: '720p' }) as const;

const standIn = async (environment: Readonly<Record<string, string>>) => {
  const { stdout } = await runReelwork(['budget', 'show', 'campaign', '--json'], environment);
  return JSON.parse(stdout).budgets[0];
};

test(
  'workers that are killed around an order and its end leave nothing reserved, and book what was billed',
  { timeout: limitMs },
  async () => {
    const moments: readonly Moment[] = [
      // Its money is reserved.
      { cut: 'before', call: 'S3 PUT 1.json' },
      { cut: 'after', call: 'S3 PUT 1.accepted.json' },
      { cut: 'after', call: 'EvoLink GET tasks' },
      // Nothing is settled yet.
      { cut: 'after', call: 'S3 PUT manifest.json' },
    ];
    const killed = await killedAt(services(), { moments, clean: onTestFinished, options: budgetOf(5) });
    for (const moment of moments.filter(({ call }) => call.startsWith('S3'))) {
      const { run, wasThere } = killed.at(moment);
      expect(wasThere, moment.call).toBe(true);
      expect(await run.result()).toMatchObject({ state: 'stored' });
    }
    await killed.at(moments[2]!).run.result();
    expect(killed.emulator.bill()).toMatchObject({ acceptedJobs: 5, requests: { submits: 5 } });
    expect(await standIn(killed.environment)).toMatchObject({ spent: '127.5', reserved: '0', left: '0', open: {} });
  },
);

test('worker processes that compete, one of them killed, never order more than the budget has room for', async () => {
  const { environment, emulator, startWorker, taskQueue } = await setUpByEnvironment(services(), {
    emulator: { concurrency: 1000 },
  });
  const [doomed] = await Promise.all([startWorker(), startWorker()]);
  const videos = new VideoClient({ client: services().client, taskQueue });
  const runs = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      videos.start(`${taskQueue}-${index}`, request(`Shot ${index}`), budgetOf(10)),
    ),
  );
  await until(() => emulator.bill().acceptedJobs >= 3, 'the first orders');
  doomed.signal('SIGKILL');
  const count = async (state: string) => {
    const states = await Promise.all(runs.map(async (run) => (await run.status()).state));
    return states.filter((each) => each === state).length;
  };
  // An order that was under way at that moment may be in doubt: it goes on counting.
  const settled = async () => (await count('stored')) + (await count('quarantined')) === 10;
  await until(async () => (await settled()) && (await count('held')) === 20, '20 to be held');
  expect(emulator.bill().acceptedJobs).toBeLessThanOrEqual(10);

  const raised = await runReelwork(['budget', 'raise', 'campaign', `${30 * price} EVOLINK_CREDIT`], environment);
  expect(raised.code).toBe(0);
  await until(async () => (await count('stored')) + (await count('quarantined')) === 30, 'all to come to their end');
  const { spent, reserved } = await standIn(environment);
  expect(Number(spent)).toBe((await count('stored')) * price);
  expect(Number(reserved)).toBe((await count('quarantined')) * price);
});
