import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { createManualClock } from '../../src/testing/emulator/index.js';
import { startTemporalBackend } from '../helpers/backends.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

const folder = join(import.meta.dirname, '../histories', packageJson.version);

describe.concurrent('recorded', () => {
  test('polled', async ({ stage }) => {
    const here = await stage({ emulator: { runSeconds: 5 }, typicalSeconds: 4 });
    await here.videos.start('polled', request());
    await record(here, 'polled');
  });

  test('called-back', async ({ stage }) => {
    const here = await stage({ callbacks: true, typicalSeconds: 600 });
    await here.videos.start('called-back', request());
    await record(here, 'called-back');
  });

  test('indexed', async ({ stage, own }) => {
    const here = await stage({ temporal: own(await startTemporalBackend({})) });
    await here.videos.start('indexed', request());
    await record(here, 'indexed');
  });

  test('held', async ({ stage }) => {
    const here = await stage();
    const run = await here.videos.start('held', request('[[fault:refuse-402*1]]'));
    await inState(here, 'held', 'held');
    await here.holds.lift({ kind: 'account', gateway: 'evolink', account: 'default' });
    await run.release();
    await record(here, 'held');
  });

  test('overdue', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage({ emulator: { clock }, typicalSeconds: 1 });
    await here.videos.start('overdue', request());
    await inState(here, 'overdue', 'overdue');
    await clock.advance(60_000);
    await record(here, 'overdue');
  });

  test('adopted-from-quarantine', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    await here.videos.start('adopted-from-quarantine', request('[[fault:accept-then-drop]]'));
    await inState(here, 'adopted-from-quarantine', 'quarantined');
    await here.callBack('adopted-from-quarantine', here.emulator.bill({ perTask: true }).perTask![0]!.id);
    await record(here, 'adopted-from-quarantine');
  });

  test('cancelled-in-quarantine', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    const run = await here.videos.start('cancelled-in-quarantine', request('[[fault:accept-then-drop]]'));
    await inState(here, 'cancelled-in-quarantine', 'quarantined');
    await run.cancel();
    await record(here, 'cancelled-in-quarantine');
  });

  test('cancelled-while-generating', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage({ emulator: { clock } });
    const run = await here.videos.start('cancelled-while-generating', request());
    await inState(here, 'cancelled-while-generating', 'generating');
    await run.cancel();
    await clock.advance(60_000);
    await record(here, 'cancelled-while-generating');
  });

  test('called-too-early', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage({ callbacks: true, typicalSeconds: 600, emulator: { clock } });
    await here.videos.start('called-too-early', request());
    await inState(here, 'called-too-early', 'generating');
    await here.callBack('called-too-early', 'task-unified-1-forgery');
    await until(() => here.emulator.bill().requests.statusReads === 1, 'the read that it causes');
    await inState(here, 'called-too-early', 'generating');
    await clock.advance(60_000);
    await record(here, 'called-too-early');
  });

  test('resubmitted', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    const run = await here.videos.start('resubmitted', request('[[fault:accept-then-drop*1]]'));
    await inState(here, 'resubmitted', 'quarantined');
    await run.resolve({ action: 'resubmit' });
    await record(here, 'resubmitted');
  });

  test('adopted-by-a-person', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 600 });
    const run = await here.videos.start('adopted-by-a-person', request('[[fault:accept-then-drop]]'));
    await inState(here, 'adopted-by-a-person', 'unknown');
    const taskId = here.emulator.bill({ perTask: true }).perTask![0]!.id;
    await run.resolve({ action: 'adopt', taskId });
    await record(here, 'adopted-by-a-person');
  });

  test('given-up-beforehand', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    await here.videos.start('given-up-beforehand', request('[[fault:accept-then-drop]]'), {
      whenUnknown: { ask: '1s', then: 'fail' },
    });
    await record(here, 'given-up-beforehand');
  });

  test('failed', async ({ stage }) => {
    const here = await stage();
    await here.videos.start('failed', request('[[fault:moderation]]'));
    await record(here, 'failed');
  });
});

const inState = ({ videos }: Stage, id: string, state: string) =>
  until(async () => (await videos.get(id).status()).state === state, `${id} to be ${state}`);

/** Waits for the end, and writes the history without what tells of the machine that it ran on. */
async function record({ videos, history, secretsOf }: Stage, id: string): Promise<void> {
  await videos
    .get(id)
    .outcome()
    .catch(() => {});
  const { json, text } = await history(id);
  for (const secret of secretsOf(id)) expect(text).not.toContain(secret);
  const written = JSON.stringify(JSON.parse(json, withoutMachine), null, 2);
  for (const trace of [`@${hostname()}`, process.cwd()]) expect(written).not.toContain(trace);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${id}.json`), `${written}\n`);
}

function withoutMachine(key: string, value: unknown): unknown {
  if (key === 'stackTrace') return undefined;
  if (key === 'identity') return 'worker';
  const isStickyQueue =
    typeof value === 'object' && value !== null && 'kind' in value && /STICKY/.test(String(value.kind));
  return isStickyQueue ? { ...value, name: 'sticky' } : value;
}
