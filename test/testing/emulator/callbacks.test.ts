import { expect, test, vi } from 'vitest';
import { emulatorOnHand, textToVideo } from './emulators.js';
import { receiver } from './receivers.js';

async function orderWithCallback(url: string, prompt: string = textToVideo.prompt) {
  const onHand = await emulatorOnHand();
  const { json } = await onHand.gateway.submit({ ...textToVideo, prompt, callback_url: url });
  return { ...onHand, id: String(json.id) };
}

test.each([
  ['completed', textToVideo.prompt],
  ['failed', '[[fault:moderation]]'],
  ['cancelled', '[[fault:cancelled]]'],
])('a %s task is called back after billing, with what a task query answers', async (status, prompt) => {
  const { url, received } = await receiver();
  const { emulator, clock, gateway, id } = await orderWithCallback(url, prompt);
  await clock.advance(7_999);
  await emulator.idle();
  expect(received).toEqual([]);

  await clock.advance(1);
  expect(emulator.bill().credits.reserved).toBe('0');
  await emulator.idle();
  const { json } = await gateway.task(id);
  expect(json.status).toBe(status);
  expect(received.map((body) => JSON.parse(body))).toEqual([json]);
  expect(emulator.bill().requests).toMatchObject({ callbacksSent: 1, callbackFailures: 0 });
});

test.each([500, 404, 'redirect', 'hang up'] as const)(
  'a receiver that answers %s is tried again after 1, 2 and 4 seconds, then given up for good',
  async (failure) => {
    const { url, received } = await receiver(failure, failure, failure, failure);
    const { emulator, clock } = await orderWithCallback(url);
    const attemptsAfter = async (ms: number) => {
      await clock.advance(ms);
      await emulator.idle();
      return received.length;
    };
    expect(await attemptsAfter(8_000)).toBe(1);
    expect(await attemptsAfter(999)).toBe(1);
    expect(await attemptsAfter(1)).toBe(2);
    expect(await attemptsAfter(1_999)).toBe(2);
    expect(await attemptsAfter(1)).toBe(3);
    expect(await attemptsAfter(3_999)).toBe(3);
    expect(await attemptsAfter(1)).toBe(4);
    expect(await attemptsAfter(24 * 60 * 60 * 1000)).toBe(4);
    expect(emulator.bill().requests).toMatchObject({ callbacksSent: 4, callbackFailures: 4 });
  },
);

test.each([200, 202, 204])('a receiver that answers %i is not called again', async (status) => {
  const { url, received } = await receiver(500, status);
  const { emulator, clock } = await orderWithCallback(url);
  for (const ms of [8_000, 1_000, 60_000]) {
    await clock.advance(ms);
    await emulator.idle();
  }
  expect(received).toHaveLength(2);
  expect(emulator.bill().requests).toMatchObject({ callbacksSent: 2, callbackFailures: 1 });
});

test('a receiver that does not answer within 10 seconds is tried again', async () => {
  const { url, received } = await receiver('hang');
  const { emulator, clock } = await orderWithCallback(url);
  await clock.advance(8_000);
  await vi.waitFor(() => expect(received).toHaveLength(1));
  await clock.advance(9_999);
  expect(emulator.bill().requests.callbackFailures).toBe(0);
  await clock.advance(1);
  await emulator.idle();
  expect(emulator.bill().requests.callbackFailures).toBe(1);
  await clock.advance(1_000);
  await emulator.idle();
  expect(received).toHaveLength(2);
});

test('closing the emulator ends a callback that hangs', async () => {
  const { url, received } = await receiver('hang');
  const { emulator, clock } = await orderWithCallback(url);
  await clock.advance(8_000);
  await vi.waitFor(() => expect(received).toHaveLength(1));
  await emulator.close();
  await emulator.idle();
});
