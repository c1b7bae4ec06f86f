import { describe, expect, test } from 'vitest';
import { closedPort, json, raw, startGateway, type Answer } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { failureOf } from './activities.js';
import { accountAt, gate } from './waiting.js';

useS3();

const accept = json(200, { id: 'task-unified-1', status: 'pending' });
const noTask = json(404, { error: { code: 404, message: 'no such task', type: 'not_found_error' } });
const badGateway = raw(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
const breaksOff: Answer = (outgoing) => void outgoing.destroy();

/** A gateway that answers orders, and everything else, as the test says now. */
async function gatewayIn(start: { readonly orders: Answer; readonly questions: Answer }) {
  let now = start;
  const gateway = await startGateway((outgoing, incoming) =>
    (incoming.method === 'POST' ? now.orders : now.questions)(outgoing, incoming),
  );
  return {
    url: gateway.url,
    orders: () => gateway.heard.filter(({ method }) => method === 'POST').length,
    become: (next: typeof start) => void (now = next),
  };
}

const dead = { orders: breaksOff, questions: breaksOff };
const well = { orders: accept, questions: noTask };

/** Ends the stop: as if its time were over. */
async function untilOver({ outages }: ReturnType<typeof accountAt>): Promise<void> {
  const seen = await outages.find(gate);
  if (seen === undefined) return expect.unreachable('there is no outage');
  const { outage } = seen;
  await outages.replace(gate, seen, { ...outage, until: new Date().toISOString() });
}

describe('a gateway that is away', () => {
  test('is met by one order: the others wait, and send nothing', async () => {
    const gateway = await gatewayIn(dead);
    const { generation, look } = accountAt(s3, gateway.url);
    expect(await generation().submit()).toMatchObject({ state: 'unknown' });
    const orders = gateway.orders();
    for (let count = 0; count < 3; count += 1) {
      expect(await generation().submit()).toMatchObject({ state: 'waiting', reason: 'outage' });
    }
    expect(await look(generation())).toContain("evolink account 'default' has met an outage since");
    expect(gateway.orders()).toBe(orders);
  });

  test('that takes no connection is not tried again before the stop is over', async () => {
    const account = accountAt(s3, `http://127.0.0.1:${await closedPort()}`);
    const { type, nextRetryDelay } = await failureOf(account.generation().submit());
    expect(type).toBe('ProviderError.not-sent');
    expect(nextRetryDelay).toBeGreaterThan(10_000);
    expect(await account.generation().submit()).toMatchObject({ state: 'waiting', reason: 'outage' });
  });

  test('is tried by one of all who wait, and the others go on waiting until that one is answered', async () => {
    const gateway = await gatewayIn(dead);
    const account = accountAt(s3, gateway.url);
    await account.generation().submit();
    const before = gateway.orders();
    await untilOver(account);
    gateway.become(well);
    const waiters = Array.from({ length: 10 }, () => account.generation());
    const turns = await Promise.all(waiters.map((waiter) => waiter.awaitTurn().catch(() => undefined)));
    const [first, ...others] = turns.filter((turn) => turn !== undefined);
    expect(others).toEqual([]);
    expect(await account.generation().submit()).toMatchObject({ state: 'waiting', reason: 'outage' });
    expect(gateway.orders()).toBe(before);

    const trier = waiters[turns.indexOf(first)]!;
    expect(await trier.submit(first)).toMatchObject({ state: 'accepted' });
    expect(await account.outages.find(gate)).toBeUndefined();
    expect(await account.generation().submit()).toMatchObject({ state: 'accepted' });
  });

  test('is tried directly by an order that comes when the stop is over; if it is still away, the stop is twice as long', async () => {
    const gateway = await gatewayIn(dead);
    const account = accountAt(s3, gateway.url);
    await account.generation().submit();
    await untilOver(account);
    expect(await account.generation().submit()).toMatchObject({ state: 'unknown' });
    const { outage } = (await account.outages.find(gate))!;
    expect(outage).toMatchObject({ stops: 2, failures: 2, isTried: false });
    expect(Date.parse(outage.until) - Date.now()).toBeGreaterThan(20_000);
  });

  test.each([
    ['refuses the order', json(400, { error: { code: 400, message: 'no', type: 'invalid_request_error' } })],
    ['asks for a pause', json(429, { error: { code: 429, message: 'slow down', type: 'rate_limit_error' } })],
  ])('is back when it %s in its own words', async (_, orders) => {
    const gateway = await gatewayIn(dead);
    const account = accountAt(s3, gateway.url);
    await account.generation().submit();
    await untilOver(account);
    gateway.become({ orders, questions: noTask });
    await failureOf(account.generation().submit());
    expect(await account.outages.find(gate)).toBeUndefined();
  });

  test('is not inferred from attempts that lose the race for one order', async () => {
    const gateway = await gatewayIn(well);
    const account = accountAt(s3, gateway.url);
    const { id, submit } = account.generation();
    await Promise.all([submit(), submit(), submit()].map((sent) => sent.catch(() => {})));
    expect(await account.ledger.find(id, 1)).toMatchObject({ state: 'accepted' });
    expect(await account.outages.find(gate)).toBeUndefined();
  });

  test('costs no places: nobody holds one while it waits for the end', async () => {
    const gateway = await gatewayIn(dead);
    const account = accountAt(s3, gateway.url, { maxRunning: 3 });
    await account.generation().submit();
    for (let count = 0; count < 3; count += 1) await account.generation().submit();
    expect((await account.gates.look(gate)).places).toHaveLength(1);
    await untilOver(account);
    const waiters = Array.from({ length: 5 }, () => account.generation());
    const turns = await Promise.all(waiters.map((waiter) => waiter.awaitTurn().catch(() => undefined)));
    expect(turns.filter((turn) => turn !== undefined)).toHaveLength(1);
    expect((await account.gates.look(gate)).places).toHaveLength(2);
  });
});

describe('a gateway that loses orders, and answers what costs nothing', () => {
  test.each([
    ['with a CDN’s page', badGateway],
    ['in its own words', json(503, { error: { code: 503, message: 'overloaded', type: 'server_error' } })],
    ['by breaking off', breaksOff],
  ])('(%s) is stopped after the third in a row', async (_, orders) => {
    const gateway = await gatewayIn({ orders, questions: noTask });
    const { generation } = accountAt(s3, gateway.url);
    for (let count = 0; count < 3; count += 1) {
      expect(await generation().submit()).toMatchObject({ state: 'unknown' });
    }
    expect(await generation().submit()).toMatchObject({ state: 'waiting', reason: 'outage' });
    expect(gateway.orders()).toBe(3);
  });

  test('is forgiven when it answers one in between', async () => {
    const gateway = await gatewayIn({ orders: badGateway, questions: noTask });
    const account = accountAt(s3, gateway.url);
    for (let round = 0; round < 3; round += 1) {
      gateway.become({ orders: badGateway, questions: noTask });
      await account.generation().submit();
      await account.generation().submit();
      gateway.become(well);
      expect(await account.generation().submit()).toMatchObject({ state: 'accepted' });
    }
    expect(await account.outages.find(gate)).toBeUndefined();
  });
});
