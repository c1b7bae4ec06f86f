import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { AcceptanceRecord } from '../../src/ledger/records.js';
import { closedPort, json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { submissionRecord } from '../helpers/submission-record.js';
import { acceptedBefore, activitiesAt, failureOf, model } from './activities.js';
import { accountAt, gate, placeFor, request } from './waiting.js';

useS3();

const fixture = async (name: string): Promise<object> =>
  JSON.parse(await readFile(`test/fixtures/evolink/${name}.json`, 'utf8')) as object;

/** A gateway that takes every order, under a new id, and says the same of every task. */
async function gatewayWith(status: string) {
  const answer = await fixture(status);
  let orders = 0;
  const gateway = await startGateway((outgoing, incoming) => {
    if (incoming.method === 'POST')
      json(200, { id: `task-unified-${(orders += 1)}`, status: 'pending' })(outgoing, incoming);
    else json(200, { ...answer, id: incoming.url?.split('/').at(-1) })(outgoing, incoming);
  });
  return { ...gateway, orders: () => orders };
}

describe('an account that may have one task running', () => {
  test('orders one, keeps the next waiting, and gives the place on when the task has ended', async () => {
    const gateway = await gatewayWith('completed');
    const { generation, ledger, look } = accountAt(s3, gateway.url, { maxRunning: 1, typicalSeconds: 1 });
    const [first, second] = [generation(), generation()];
    const accepted = await first.submit();
    if (accepted.state !== 'accepted') return expect.unreachable(accepted.state);
    expect(await ledger.find(first.id, 1)).toMatchObject({ record: { place: 1 } });
    expect(await second.submit()).toMatchObject({ state: 'waiting', reason: 'places', account: 'default' });
    expect(await look(second)).toBe(
      "waiting for the only place of evolink account 'default' for wan2.6-text-to-video: 0 ahead",
    );
    expect(gateway.orders()).toBe(1);

    const submission = { ...accepted, acceptedAt: acceptedBefore(60).acceptedAt };
    const ended = first.environment.run(first.activities.read.awaitVideo, { model, submission, overdue: false });
    expect(await ended).toEqual({ state: 'succeeded' });
    const turn = await second.awaitTurn();
    expect(turn).toMatchObject({ place: { number: 1 } });
    expect(await generation().submit()).toMatchObject({ state: 'waiting' });
    expect(await second.submit(turn)).toMatchObject({ state: 'accepted' });
    expect(gateway.orders()).toBe(2);
  });

  test('gives the place of a refused order on at once', async () => {
    const refusal = { error: { code: 'invalid_request', message: 'no', type: 'invalid_request_error' } };
    const gateway = await startGateway(json(400, refusal));
    const { generation, gates } = accountAt(s3, gateway.url, { maxRunning: 1 });
    expect(await failureOf(generation().submit())).toMatchObject({ type: 'REFUSED' });
    expect(await gates.look(gate)).toEqual({ places: [], tickets: [] });
  });

  test('keeps the place of an order that could not be sent, for its next attempt', async () => {
    const gateway = await gatewayWith('in-progress');
    const nobody = `http://127.0.0.1:${await closedPort()}`;
    const away = accountAt(s3, nobody, { maxRunning: 1 });
    const waiter = away.generation();
    const turn = await waiter.awaitTurn();
    expect(await failureOf(waiter.submit(turn))).toMatchObject({ type: 'ProviderError.not-sent' });
    expect(await away.gates.owner(gate, 1)).toMatchObject({ id: waiter.id, nonce: turn.place?.nonce });
    await away.outages.end(gate);
    const { prefix } = away;
    const later = activitiesAt(s3, gateway.url, { id: waiter.id, prefix, maxRunning: 1 });
    const order = { request, n: 1, turn };
    const answer = await later.environment.run(later.activities.submit.submit, order);
    expect(answer).toMatchObject({ verdict: { state: 'accepted' } });
  });

  test('never orders in a place that has become old: somebody else may have it by then', async () => {
    const gateway = await gatewayWith('in-progress');
    const { generation, gates } = accountAt(s3, gateway.url, { maxRunning: 1 });
    const slow = generation();
    const old = placeFor(slow.id, 100);
    await gates.take(gate, 1, old);
    await slow.submit({ place: { number: 1, nonce: old.nonce } });
    expect((await gates.owner(gate, 1))?.nonce).not.toBe(old.nonce);

    const other = placeFor('somebody-else');
    const late = generation();
    await gates.free(gate, 1, () => true);
    await gates.take(gate, 1, other);
    expect(await late.submit({ place: { number: 1, nonce: 'its own, once' } })).toMatchObject({ state: 'waiting' });
    expect(await gates.owner(gate, 1)).toEqual(other);
    expect(gateway.orders()).toBe(1);
  });

  test('keeps the place of an order whose outcome nobody knows', async () => {
    const gateway = await startGateway((outgoing, incoming) =>
      incoming.method === 'POST'
        ? outgoing.destroy()
        : json(404, { error: { message: 'no such task' } })(outgoing, incoming),
    );
    const { generation } = accountAt(s3, gateway.url, { maxRunning: 1 });
    expect(await generation().submit()).toMatchObject({ state: 'unknown' });
    expect(await generation().submit()).toMatchObject({ state: 'waiting', reason: 'places' });
  });

  test('lets somebody who has left the line be passed', async () => {
    const gateway = await gatewayWith('in-progress');
    const { generation, gates, look } = accountAt(s3, gateway.url, { maxRunning: 1 });
    await gates.take(gate, 1, placeFor('running'));
    const [cancelled, behind] = [generation(), generation()];
    await look(cancelled, 100);
    expect(await look(behind, 50)).toContain('1 ahead');
    await cancelled.leaveLine();
    expect(await look(behind, 50)).toContain('0 ahead');
    expect((await gates.look(gate)).tickets).toHaveLength(1);
  });
});

describe('in the line', () => {
  test('an older order comes first, whoever looks first', async () => {
    const { generation, gates, look } = accountAt(s3, 'http://127.0.0.1:9', { maxRunning: 1 });
    const running = placeFor('running');
    await gates.take(gate, 1, running);
    const [old, young] = [generation(), generation()];
    await look(young, 10);
    await look(old, 20);
    await gates.free(gate, 1, () => true);
    expect(await look(young, 10)).toContain('1 ahead');
    expect(await old.awaitTurn(20)).toMatchObject({ place: { number: 1 } });
  });

  test('a storyboard that has fewer tasks running comes before plain generations that waited longer', async () => {
    const { generation, gates, look } = accountAt(s3, 'http://127.0.0.1:9', { maxRunning: 2 });
    await gates.take(gate, 1, placeFor('ad-1'));
    await gates.take(gate, 2, placeFor('ad-2'));
    const [plain, take] = [generation(), generation('film/1/1')];
    await look(plain, 500);
    await look(take, 1);
    await gates.free(gate, 2, () => true);
    expect(await look(plain, 500)).toContain('1 ahead');
    expect(await take.awaitTurn(1)).toMatchObject({ place: { number: 2 } });
  });

  test('who has not looked for long is passed, and comes back to where it stood', async () => {
    const { generation, gates, look } = accountAt(s3, 'http://127.0.0.1:9', { maxRunning: 1, typicalSeconds: 10 });
    await gates.take(gate, 1, placeFor('running'));
    const [gone, behind] = [generation(), generation()];
    await look(gone, 100);
    const [ticket] = (await gates.look(gate)).tickets;
    await gates.leave(gate, ticket!);
    await gates.join(gate, { ...ticket!, aliveUntilMs: Date.now() - 1 }, placeFor(gone.id));
    expect(await look(behind, 50)).toContain('0 ahead');
    expect((await gates.look(gate)).tickets.map(({ orderedAtMs }) => orderedAtMs)).not.toContain(ticket!.orderedAtMs);
    await look(gone, 100);
    expect(await look(behind, 50)).toContain('1 ahead');
  });

  test('five free places go to the first five, one for each', async () => {
    const { generation, gates, look } = accountAt(s3, 'http://127.0.0.1:9', { maxRunning: 5 });
    for (let number = 1; number <= 5; number += 1) await gates.take(gate, number, placeFor(`ad-${number}`));
    const waiters = Array.from({ length: 12 }, () => generation());
    for (const [index, waiter] of waiters.entries()) await look(waiter, 100 - index);
    for (let number = 1; number <= 5; number += 1) await gates.free(gate, number, () => true);
    const turns = await Promise.all(
      waiters.map((waiter, index) =>
        waiter.awaitTurn(100 - index).then(
          ({ place }) => place?.number,
          () => undefined,
        ),
      ),
    );
    expect(turns.slice(5)).toEqual(Array(7).fill(undefined));
    expect(new Set(turns.slice(0, 5))).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});

/** What the ledger may say of the order that has a place. */
interface Left {
  readonly ageSeconds: number;
  readonly place?: number;
  /** The model that it was ordered from. @default the one of the place */
  readonly orderedFrom?: string;
  readonly acceptedSecondsAgo?: number;
  readonly isClosed?: boolean;
  /** What its gateway says of its task. */
  readonly status?: string;
}

const left: [string, Left, 'free again' | 'kept'][] = [
  ['crashed before its record, minutes ago', { ageSeconds: 300 }, 'free again'],
  ['may still be writing its record', { ageSeconds: 100 }, 'kept'],
  ['was sent in another place', { ageSeconds: 1, place: 7 }, 'free again'],
  ['was sent to another gateway', { ageSeconds: 1, place: 1, orderedFrom: 'dashscope/wan2.6-t2v' }, 'free again'],
  ['was sent, and nobody knows what came of it', { ageSeconds: 100, place: 1 }, 'kept'],
  ['was sent, and nobody has heard of it for three typical times', { ageSeconds: 300, place: 1 }, 'free again'],
  ['is closed', { ageSeconds: 1, place: 1, isClosed: true }, 'free again'],
  ['runs', { ageSeconds: 300, place: 1, acceptedSecondsAgo: 300, status: 'in-progress' }, 'kept'],
  ['has its video', { ageSeconds: 300, place: 1, acceptedSecondsAgo: 300, status: 'completed' }, 'free again'],
  ['has failed', { ageSeconds: 300, place: 1, acceptedSecondsAgo: 300, status: 'failed' }, 'free again'],
  ['is older than its gateway’s memory', { ageSeconds: 9, place: 1, acceptedSecondsAgo: 90_000 }, 'free again'],
  ['can’t be seen now', { ageSeconds: 300, place: 1, acceptedSecondsAgo: 300, status: 'unknown-word' }, 'kept'],
];

test.each(left)(
  'the place of an order that %s',
  async (_, { ageSeconds, place, status, orderedFrom = model, ...order }, expected) => {
    const gateway = await gatewayWith(status ?? 'in-progress');
    const options = { maxRunning: 1, typicalSeconds: 0.001 };
    const { generation, gates, ledger, look } = accountAt(s3, gateway.url, options);
    const standing = placeFor('its-owner', ageSeconds);
    const { id, at } = standing;
    await gates.take(gate, 1, standing);
    if (place !== undefined) await ledger.open(id, 1, submissionRecord({ model: orderedFrom, at, place }));
    if (order.acceptedSecondsAgo !== undefined) {
      const { state: _state, n: _n, inLedger: _inLedger, ...accepted } = acceptedBefore(order.acceptedSecondsAgo);
      const acceptance: AcceptanceRecord = { schema: 1, ...accepted };
      await ledger.accept(id, 1, acceptance);
    }
    if (order.isClosed === true) await ledger.close(id, 1, { schema: 1, at, closure: { as: 'superseded' } });

    const [first, second] = [generation(), generation()];
    await look(first, 100);
    const wasFreed = (await gates.owner(gate, 1)) === undefined;
    expect(wasFreed ? 'free again' : 'kept').toBe(expected);
    const asked = gateway.heard.length;
    if (!wasFreed) await look(second, 50);
    expect(gateway.heard).toHaveLength(asked);
  },
);
