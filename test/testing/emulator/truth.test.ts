import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emulatorOnHand, textToVideo } from './emulators.js';
import { receiver } from './receivers.js';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const wireKey = 'rw-0123456789abcdef';

test('tells of each job what was ordered, paid, read, served and called back', async () => {
  const { url } = await receiver(500, 204);
  const { emulator, gateway, clock } = await emulatorOnHand();
  emulator.faults.next('status-404');
  const { json } = await gateway.submit({ ...textToVideo, callback_url: url }, { 'idempotency-key': wireKey });
  await clock.advance(8_000);
  await emulator.idle();
  await clock.advance(1_000);
  await emulator.idle();
  for (let n = 0; n < 2; n += 1) await gateway.task(json.id);
  const [link] = (await gateway.task(json.id)).json.results;
  const video = Buffer.from(await (await fetch(link)).arrayBuffer());
  await (await fetch(link, { headers: { range: 'bytes=0-99' } })).arrayBuffer();
  await fetch(link, { method: 'HEAD' });

  const { jobs, totals, faults } = await emulator.truth();
  const submittedAt = Date.parse(jobs![0]!.acceptedAt);
  expect(jobs).toEqual([
    {
      gateway: 'evolink',
      id: json.id,
      model: textToVideo.model,
      state: 'completed',
      wireKey,
      promptSha256: sha256(textToVideo.prompt),
      acceptedAt: expect.any(String),
      endedAt: new Date(submittedAt + 8_000).toISOString(),
      credits: { reserved: '25.5', held: '0', charged: '25.5', refunded: '0' },
      result: { bytes: video.length, sha256: sha256(video) },
      statusReads: 3,
      linkReads: 3,
      spoiltLinkReads: 0,
      bytesServed: video.length + 100,
      callbacks: [
        { at: new Date(submittedAt + 8_000).toISOString(), body: 'task', outcome: 500 },
        { at: new Date(submittedAt + 9_000).toISOString(), body: 'task', outcome: 204 },
      ],
      faults: ['status-404'],
    },
  ]);
  expect(totals).toEqual(emulator.bill());
  expect(faults).toEqual({ 'status-404': 1 });
});

test('tells of refunds, of callbacks that nobody answered, and of what is still held', async () => {
  const { url } = await receiver('hang up');
  const { emulator, gateway, clock } = await emulatorOnHand();
  await gateway.submit({ ...textToVideo, callback_url: url, prompt: '[[fault:moderation]]' });
  await clock.advance(8_000);
  await emulator.idle();
  await gateway.submit(textToVideo);
  expect((await emulator.truth()).jobs).toMatchObject([
    { state: 'failed', credits: { charged: '0', refunded: '25.5' }, callbacks: [{ outcome: 'none' }] },
    { state: 'queued', credits: { held: '25.5', charged: '0', refunded: '0' }, callbacks: [] },
  ]);
});

test('the digest is that of the bytes which the link gives, also where a fault exchanged them', async () => {
  const { emulator, gateway, clock } = await emulatorOnHand();
  for (const fault of ['file-changes', 'half-file', 'random-bytes', 'html-at-first', 'oversized'] as const) {
    emulator.faults.next(fault);
    await gateway.submit(textToVideo);
  }
  await clock.advance(16_000);
  const lastBytesOf = async (id: string) => {
    const [link] = (await gateway.task(id)).json.results;
    for (let read = 0; read < 2; read += 1) await (await fetch(link)).arrayBuffer();
    return Buffer.from(await (await fetch(link)).arrayBuffer());
  };
  const ids = (await emulator.truth()).jobs!.map(({ id }) => id);
  const served = [];
  for (const id of ids.slice(0, 4)) served.push(await lastBytesOf(id));
  const results = (await emulator.truth()).jobs!.map(({ result }) => result);
  expect(results.slice(0, 4).map((result) => [result?.bytes, result?.sha256])).toEqual(
    served.map((bytes) => [bytes.length, sha256(bytes)]),
  );
  expect(results[0]?.before).toEqual({ bytes: served[3]!.length, sha256: sha256(served[3]!) });
  expect(results[4]).toBeUndefined();
});

test('is there over HTTP, with and without the jobs, and knows no key of the account', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  await gateway.submit(textToVideo, { authorization: 'Bearer secret-of-the-account' });
  const { json } = await gateway.call('GET', '/__truth');
  expect(json).toEqual(JSON.parse(JSON.stringify(await emulator.truth())));
  expect(JSON.stringify(json)).not.toContain('secret-of-the-account');
  const { json: totals } = await gateway.call('GET', '/__truth?jobs=false');
  expect(totals).toEqual({ totals: json.totals, faults: {} });
});
