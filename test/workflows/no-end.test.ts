import { expect } from 'vitest';
import { inState } from './in-state.js';
import { orderedYesterday } from './ordered-yesterday.js';
import { request, test } from './staged-test.js';

test('a task without an end rests once the gateway keeps it no longer, after few reads', async ({
  stage,
  backends,
}) => {
  const here = await stage();
  const { videos, emulator, history } = here;
  const id = 'endless';
  const order = request('[[fault:stuck]]');
  await orderedYesterday(here, backends.bucket, { id, order });

  await videos.start(id, order);
  const { note } = await inState(here, id, 'quarantined');
  expect(note).toContain('RESULT_UNREACHABLE');
  expect(note).toContain('did not end');
  const { requests, acceptedJobs } = emulator.bill();
  expect(acceptedJobs).toBe(1);
  expect(requests.statusReads).toBeGreaterThan(0);
  expect(requests.statusReads).toBeLessThanOrEqual(3);
  expect((await history(id)).events.length).toBeLessThan(60);
});
