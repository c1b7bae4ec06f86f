import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { requestDigest } from '../../src/domain/requests/request-digest.js';
import { createSubmissionLedger } from '../../src/ledger/submission-ledger.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

const hourMs = 3_600_000;

test('a task without an end rests once the gateway keeps it no longer, after few reads', async ({
  stage,
  backends,
}) => {
  const here = await stage();
  const { videos, emulator, keys, history } = here;
  const id = 'endless';
  const order = request('[[fault:stuck]]');
  const taskId = await submitStuck(emulator.url, order.prompt);
  const ledger = createSubmissionLedger(backends.bucket, keys);
  // Ordered by an earlier run, an hour longer ago than the gateway keeps tasks.
  const at = new Date(Date.now() - 25 * hourMs).toISOString();
  await ledger.open(id, 1, {
    schema: 1,
    nonce: randomUUID(),
    requestDigest: requestDigest(order),
    model: order.model,
    gateway: 'evolink',
    account: 'default',
    endpoint: 'default',
    namespace: 'default',
    runId: randomUUID(),
    wireKey: 'rw-1',
    at,
  });
  await ledger.accept(id, 1, {
    schema: 1,
    task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId },
    acceptedAt: at,
    expectedSeconds: 2,
    typicalSeconds: 2,
    callbackExpected: false,
    cost: { amount: '1', currency: 'EVOLINK_CREDIT', basis: 'reserved' },
  });

  await videos.start(id, order);
  const { note } = await inState(here, id, 'quarantined');
  expect(note).toContain('RESULT_UNREACHABLE');
  expect(note).toContain('has no end');
  const { requests, acceptedJobs } = emulator.bill();
  expect(acceptedJobs).toBe(1);
  expect(requests.statusReads).toBeGreaterThan(0);
  expect(requests.statusReads).toBeLessThanOrEqual(3);
  expect((await history(id)).events.length).toBeLessThan(60);
});

/** Orders past Reelwork. */
async function submitStuck(url: string, prompt: string): Promise<string> {
  const response = await fetch(`${url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'wan2.6-text-to-video', prompt, duration: 5, quality: '720p', aspect_ratio: '16:9' }),
  });
  return ((await response.json()) as { id: string }).id;
}
