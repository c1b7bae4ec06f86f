import { expect, test, vi } from 'vitest';
import { faultGroups } from '../../../../src/testing/emulator/faults/catalogue.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';
import { receiver } from '../receivers.js';

type CallbackFaultName = keyof typeof faultGroups.callback;

/** A job that has just ended, with an older one on the same account. */
async function endedJobWith(name: CallbackFaultName) {
  const { url, received, requests } = await receiver();
  const onHand = await emulatorOnHand();
  const { emulator, gateway, clock } = onHand;
  const older = String((await gateway.submit(textToVideo)).json.id);
  emulator.faults.next(name);
  const id = String((await gateway.submit({ ...textToVideo, callback_url: url })).json.id);
  /** In steps that no attempt's 10 s fit into. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000);
      await emulator.idle();
    }
  };
  /** What came so far: whose task, in which state; `?` where that cannot be read. */
  const came = () => received.map((body) => tellOf(body, { id, older }));
  return { ...onHand, id, pass, came, received, requests };
}

function tellOf(body: string, { id, older }: { readonly id: string; readonly older: string }): string {
  try {
    const task = JSON.parse(body) as { id: string; status: string };
    const whose = task.id === id ? 'own' : task.id === older ? 'older' : 'unknown';
    return `${whose} ${task.status}`;
  } catch {
    return '?';
  }
}

const own = 'own completed';
const deliveries = {
  'callback-never': [[], []],
  'callback-twice': [[own, own], []],
  'callback-again': [[own], [own]],
  'callback-late': [[], [own]],
  'callback-out-of-order': [[own], ['own processing']],
  'callback-unknown-task': [['unknown completed'], [own]],
  'callback-other-task': [['older completed'], [own]],
  'callback-wrong-token': [['own processing'], [own]],
  'callback-forged-only': [['unknown completed', 'own processing'], []],
  'callback-wrong-method': [['own processing'], [own]],
  'callback-garbage': [['?'], [own]],
  'callback-oversized': [[own], [own]],
} as const satisfies Partial<Record<CallbackFaultName, unknown>>;

test.each(Object.entries(deliveries) as [CallbackFaultName, readonly [readonly string[], readonly string[]]][])(
  '%s: at the end and in the minute after it comes %j',
  async (name, [atOnce, later]) => {
    const { pass, came } = await endedJobWith(name);
    await pass(8_000);
    expect(came().toSorted()).toEqual(atOnce.toSorted());
    await pass(60_000);
    expect(came().slice(atOnce.length)).toEqual(later);
  },
);

test('a wrong token goes to another path, a wrong method is a PUT, an oversized body has 2 MiB', async () => {
  const token = await endedJobWith('callback-wrong-token');
  const method = await endedJobWith('callback-wrong-method');
  const oversized = await endedJobWith('callback-oversized');
  for (const { pass } of [token, method, oversized]) await pass(12_000);
  expect(token.requests[0]?.path).toMatch(/^\/[0-9a-f-]{36}$/);
  expect(token.requests[1]?.path).toBe('/hook');
  expect(method.requests.map((request) => request.method)).toEqual(['PUT', 'POST']);
  expect(oversized.received[0]!.length).toBeGreaterThan(2 * 1024 * 1024);
  expect(oversized.received[1]!.length).toBeLessThan(2_000);
});

test('callback-slow: the first body is called off after 10 s, the repetition is whole', async () => {
  const { clock, pass, came, requests } = await endedJobWith('callback-slow');
  await clock.advance(8_000);
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  await clock.advance(10_000);
  await vi.waitFor(() => expect(requests[0]?.state).toBe('broken off'));
  await pass(1_000);
  expect(came()).toEqual([own]);
});

test('callback-flood: it comes a thousand times', async () => {
  const { pass, came } = await endedJobWith('callback-flood');
  await pass(8_000);
  expect(came()).toEqual(Array(1000).fill(own));
});

test('what is forged is sent once, whatever the receiver says', async () => {
  const { url, received } = await receiver(404, 404, 404);
  const { emulator, gateway, clock } = await emulatorOnHand();
  emulator.faults.next('callback-forged-only');
  await gateway.submit({ ...textToVideo, callback_url: url });
  for (const ms of [8_000, 8_000, 8_000]) {
    await clock.advance(ms);
    await emulator.idle();
  }
  expect(received).toHaveLength(2);
});

test('every fault of callbacks is tried here', () => {
  const tried = [...Object.keys(deliveries), 'callback-slow', 'callback-flood'];
  expect(tried.toSorted()).toEqual(Object.keys(faultGroups.callback).toSorted());
});
