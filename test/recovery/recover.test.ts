import { describe, expect } from 'vitest';
import { recover } from '../../src/recovery/recover.js';
import type { Recovery } from '../../src/recovery/recovery.js';
import type { Stage } from '../helpers/stage.js';
import type { Backends } from '../helpers/backends.js';
import { inState } from '../workflows/in-state.js';
import { request, test } from '../workflows/staged-test.js';

async function recovered({ client, taskQueue, prefix }: Stage, { bucket }: Backends, dryRun = false) {
  const found = new Map<string, Recovery>();
  for await (const recovery of recover({ client, taskQueue, prefix, bucket, dryRun })) found.set(recovery.id, recovery);
  return found;
}

/** What somebody does who edits the ledger by hand, or what time does to it. */
async function rewrite({ bucket }: Backends, key: string, change: (record: Record<string, unknown>) => unknown) {
  const text = (await bucket.readText(key)) ?? '';
  await bucket.delete(key);
  const changed = change(JSON.parse(text) as Record<string, unknown>);
  await bucket.create(key, typeof changed === 'string' ? changed : JSON.stringify(changed), {
    contentType: 'application/json',
  });
}

const longAgo = new Date(Date.now() - 3_600_000).toISOString();
const terminated = ({ client }: Stage, id: string) => client.workflow.getHandle(id).terminate('by a test');

describe.concurrent('recover', () => {
  test('resumes a terminated run with its paid task; a dry run only says so', async ({ stage, backends }) => {
    const here = await stage({ emulator: { runSeconds: 3 } });
    await here.videos.start('cut-off', request(), { maxSubmissions: 2 });
    await inState(here, 'cut-off', 'generating');
    await terminated(here, 'cut-off');

    const expected = { outcome: 'resumed', accepted: true, atStake: { basis: 'reserved' } };
    expect((await recovered(here, backends, true)).get('cut-off')).toMatchObject(expected);
    expect(await here.videos.get('cut-off').status()).toMatchObject({ state: 'failed' });
    expect((await recovered(here, backends)).get('cut-off')).toMatchObject(expected);
    expect(await here.videos.get('cut-off').result()).toMatchObject({ state: 'stored' });
    expect(await recovered(here, backends)).toEqual(new Map());
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test('lets what runs run, and what the gateway failed rest', async ({ stage, backends }) => {
    const here = await stage();
    await here.videos.start('stuck', request('[[fault:stuck]]'));
    const failed = await here.videos.start('failed', request('[[fault:moderation]]'));
    await expect(failed.result()).rejects.toMatchObject({ code: 'GENERATION_FAILED' });
    await inState(here, 'stuck', 'generating');
    const found = await recovered(here, backends);
    expect([...found].map(([id, { outcome }]) => `${id} ${outcome}`).toSorted()).toEqual([
      'failed ended',
      'stuck running',
    ]);
  });

  test('goes on looking for an order of unknown outcome, which is never sent again', async ({ stage, backends }) => {
    const here = await stage({ typicalSeconds: 1 });
    await here.videos.start('in-doubt', request('[[fault:accept-then-drop*1]]'));
    await inState(here, 'in-doubt', 'quarantined');
    await terminated(here, 'in-doubt');
    // A worker that Temporal has forgotten may still be about to write its outcome.
    expect((await recovered(here, backends)).get('in-doubt')).toMatchObject({ outcome: 'left', because: 'in-flight' });

    await rewrite(backends, here.keys.submission('in-doubt', 1), (record) => ({ ...record, at: longAgo }));
    expect((await recovered(here, backends)).get('in-doubt')).toMatchObject({ outcome: 'resumed', accepted: false });
    const { note } = await inState(here, 'in-doubt', 'quarantined');
    expect(note).toContain('Nobody knows whether evolink took');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('orders nothing where the last order has ended: only its caller may', async ({ stage, backends }) => {
    const here = await stage({ typicalSeconds: 1 });
    const given = request('[[fault:accept-then-drop*1]]');
    const run = await here.videos.start('superseded', given);
    await inState(here, 'superseded', 'quarantined');
    await terminated(here, 'superseded');
    const { bucket } = backends;
    const closure = { schema: 1, at: longAgo, closure: { as: 'superseded' } };
    await bucket.create(here.keys.closure(run.id, 1), JSON.stringify(closure), { contentType: 'application/json' });
    expect((await recovered(here, backends)).get('superseded')).toMatchObject({ because: 'between-orders' });
    expect(here.emulator.bill().requests.submits).toBe(1);
  });

  test('resumes all others where one belongs elsewhere, has no request or can’t be read', async ({
    stage,
    backends,
  }) => {
    const here = await stage({ emulator: { runSeconds: 3 } });
    const ids = ['elsewhere', 'old', 'edited', 'broken', 'whole', 'whole.too'];
    for (const id of ids) await here.videos.start(id, request());
    for (const id of ids) await inState(here, id, 'generating');
    for (const id of ids) await terminated(here, id);
    const record = (id: string) => here.keys.submission(id, 1);
    await rewrite(backends, record('elsewhere'), (before) => ({ ...before, namespace: 'another' }));
    await rewrite(backends, record('old'), ({ request: _request, ...before }) => before);
    await rewrite(backends, record('edited'), (before) => ({ ...before, request: request('Another') }));
    await rewrite(backends, record('broken'), () => '{"schema": 1, ');

    const found = await recovered(here, backends);
    expect(
      Object.fromEntries([...found].map(([id, one]) => [id, 'because' in one ? one.because : one.outcome])),
    ).toEqual({
      elsewhere: 'other-namespace',
      old: 'no-request',
      edited: 'no-request',
      broken: 'unreadable',
      whole: 'resumed',
      'whole.too': 'resumed',
    });
    expect(await here.videos.get('whole').result()).toMatchObject({ state: 'stored' });
    expect(here.emulator.bill().acceptedJobs).toBe(ids.length);
  });
});
