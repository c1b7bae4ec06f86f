import { describe, expect, test } from 'vitest';
import type { Shortage } from '../../src/domain/budget.js';
import type { SubmitVerdict } from '../../src/domain/submission.js';
import { gate as openLater, startHttpProxy } from '../helpers/http-proxy.js';
import { closedPort, json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { until } from '../helpers/until.js';
import { failureOf } from './activities.js';
import { accepted, campaign, gatewayCharging, gatewaySaying, request, spenders } from './spending.js';
import { gate } from './waiting.js';

useS3();

const failed = { status: 'failed', error: { code: 'content_policy_violation', message: 'no' } };
const running = { status: 'processing', progress: 10 };

/** A way to the bucket that a test breaks, or holds up, at some requests. */
async function wayToS3(before: (method: string, path: string) => Promise<void> | void) {
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest: ({ method = '', url = '' }) => before(method, url),
  });
  return { ...s3, endpoint, clientOptions: { ...s3.clientOptions, endpoint } };
}

const isBudget = (path: string) => path.includes('/ledger/budgets/campaign/');

describe('an order that names a budget', () => {
  test('is held before anything is sent while the budget has no room, and says what is missing', async () => {
    const gateway = await gatewaySaying(running);
    const { generation, standOf, gates } = spenders(s3, gateway.url, { maxRunning: 3 });
    for (let order = 0; order < 2; order += 1) await accepted(generation());
    const third = generation();
    expect(await third.submit()).toMatchObject({
      state: 'held',
      code: 'OVER_BUDGET',
      message:
        'budget campaign has no room for this order, which may cost 25.5 EVOLINK_CREDIT: ' +
        'of 51 EVOLINK_CREDIT, 0 are spent and 51 are reserved',
    });
    expect(await third.ledger.find(third.id, 1)).toEqual({ state: 'none' });
    expect(gateway.orders()).toBe(2);
    expect(await standOf()).toMatchObject({ reserved: '51' });
    // Its place is for somebody who can pay.
    expect((await gates.look(gate)).places).toHaveLength(2);
  });

  test.each([
    [
      'refuses it',
      400,
      { error: { code: 'invalid_request', message: 'no', type: 'invalid_request_error' } },
      'REFUSED',
    ],
    [
      'asks for patience',
      429,
      { error: { code: 429, message: 'slow', type: 'rate_limit_error' } },
      'ProviderError.rate-limit',
    ],
  ])('reserves nothing any more when the gateway %s', async (_, status, body, type) => {
    const gateway = await startGateway(json(status, body));
    const { generation, standOf } = spenders(s3, gateway.url);
    expect(await failureOf(generation().submit())).toMatchObject({ type });
    expect(gateway.heard).toHaveLength(1);
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '0', open: {} });
  });

  test('reserves nothing any more when no gateway is there, or the account is out of credit', async () => {
    const { generation, standOf } = spenders(s3, `http://127.0.0.1:${await closedPort()}`);
    await failureOf(generation().submit());
    expect(await standOf()).toMatchObject({ reserved: '0' });
    const poor = await startGateway(json(402, { error: { code: 'insufficient_credits', message: 'No credit' } }));
    const others = spenders(s3, poor.url);
    expect(await others.generation().submit()).toMatchObject({ state: 'held', code: 'NO_CREDIT' });
    expect(await others.standOf()).toMatchObject({ reserved: '0' });
  });

  test('goes on counting while nobody knows whether it was taken', async () => {
    const gateway = await startGateway((outgoing) => outgoing.destroy());
    const { generation, standOf } = spenders(s3, gateway.url);
    const lost = generation();
    expect(await lost.submit()).toMatchObject({ state: 'unknown' });
    expect(await lost.submit()).toMatchObject({ state: 'unknown' });
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '25.5' });
  });

  test('lets its reservation go when it turns out that it was refused after all', async () => {
    const gateway = await startGateway((outgoing) => outgoing.destroy());
    const { generation, standOf, ledger, marks } = spenders(s3, gateway.url);
    const run = generation();
    const unknown = await run.submit();
    if (unknown.state !== 'unknown') return expect.unreachable(unknown.state);
    const entry = await ledger.find(run.id, 1);
    if (entry.state !== 'open') return expect.unreachable(entry.state);
    await marks.refuse(entry.record, entry.record.nonce);
    expect(await standOf()).toMatchObject({ reserved: '25.5' });
    const look = { model: request.model, unknown, untilQuarantine: true, candidates: [] };
    expect(await run.environment.run(run.activities.read.findSubmission, look)).toEqual({ state: 'none' });
    expect(await standOf()).toMatchObject({ reserved: '0' });
  });

  test('lets its reservation go when the next attempt learns that it was refused', async () => {
    const gateway = await startGateway((outgoing) => outgoing.destroy());
    const { generation, standOf, ledger, marks } = spenders(s3, gateway.url);
    const run = generation();
    await run.submit();
    const entry = await ledger.find(run.id, 1);
    if (entry.state !== 'open') return expect.unreachable(entry.state);
    await marks.refuse(entry.record, entry.record.nonce);
    expect(await failureOf(run.submit())).toMatchObject({ type: 'Withdrawn' });
    expect(await standOf()).toMatchObject({ reserved: '0' });
  });

  test.each([
    ['with another currency', { budgets: [{ name: 'campaign', cap: '51 USD' }] }, /51 USD[\s\S]*in EVOLINK_CREDIT/],
    [
      'of an account',
      { budgets: [{ name: 'accounts/evolink/default', cap: '51 EVOLINK_CREDIT' }] },
      /neither 'accounts'/,
    ],
    ['without a currency', { budgets: [{ name: 'campaign', cap: '51' }] }, /an amount and its currency/],
  ])('%s is refused before it is sent', async (_, options, words) => {
    const gateway = await gatewaySaying(running);
    const { generation } = spenders(s3, gateway.url);
    expect(await failureOf(generation().submit(options))).toMatchObject({
      type: 'INVALID_REQUEST',
      message: expect.stringMatching(words),
    });
    expect(gateway.orders()).toBe(0);
  });

  test('needs a maxPrice where nobody knows its price, and reserves that', async () => {
    const gateway = await gatewaySaying(running);
    const { generation, standOf, budgets } = spenders(s3, gateway.url, { prices: {} });
    expect(await failureOf(generation().submit())).toMatchObject({
      type: 'INVALID_REQUEST',
      message: expect.stringContaining('nothing without maxPrice'),
    });
    await accepted(generation(), { budgets: [campaign], maxPrice: '30 EVOLINK_CREDIT' });
    expect(await standOf()).toMatchObject({ reserved: '30' });
    const cap = { amount: '30', currency: 'EVOLINK_CREDIT' } as const;
    await budgets.set('accounts/evolink/default', { cap, per: 'ever', timeZone: 'UTC' }, 'anna');
    expect(await failureOf(generation().submit({}))).toMatchObject({
      type: 'INVALID_REQUEST',
      message: expect.stringContaining('nothing without maxPrice'),
    });
  });
});

test('an account’s cap counts for orders that name no budget', async () => {
  const gateway = await gatewaySaying(running);
  const { generation, budgets, standOf } = spenders(s3, gateway.url);
  const cap = { amount: '30', currency: 'EVOLINK_CREDIT' } as const;
  await budgets.set('accounts/evolink/default', { cap, per: 'month', timeZone: 'UTC' }, 'anna');
  await accepted(generation(), {});
  expect(await generation().submit({})).toMatchObject({
    state: 'held',
    message: expect.stringContaining('budget accounts/evolink/default'),
  });
  expect(await standOf('accounts/evolink/default')).toMatchObject({ reserved: '25.5' });
});

test('an order that names no budget, of an account without a cap, asks no more of the bucket than one look', async () => {
  const gateway = await gatewayCharging(25.5);
  const asked: string[] = [];
  const watched = await wayToS3((method, path) => void (path.includes('budgets') && asked.push(method)));
  const { generation } = spenders(s3, gateway.url);
  const run = generation(undefined, { at: watched });
  const task = await accepted(run, {});
  expect(await run.archive(task)).toMatchObject({ state: 'stored' });
  expect(asked).toEqual(['GET']);
});

describe('an order that has come to its end', () => {
  test('counts as what it has cost, also where that is more than was reserved: then nothing more is ordered', async () => {
    const gateway = await gatewayCharging(60);
    const { generation, standOf } = spenders(s3, gateway.url);
    const first = generation();
    const task = await accepted(first);
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '25.5' });
    const second = generation();
    const other = await accepted(second);
    await first.archive(task);
    expect(await standOf()).toMatchObject({ spent: '60', reserved: '25.5', left: '-34.5' });
    expect(await generation().submit()).toMatchObject({ state: 'held' });
    // What is paid already goes on.
    expect(await second.await(other)).toEqual({ state: 'succeeded' });
    expect(await second.archive(other)).toMatchObject({ state: 'stored' });
    expect(await standOf()).toMatchObject({ spent: '120', reserved: '0' });
  });

  test('costs nothing where the gateway says that it has charged nothing', async () => {
    const gateway = await gatewaySaying({ ...failed, usage: { credits_used: 0 } });
    const { generation, standOf } = spenders(s3, gateway.url);
    const run = generation();
    expect(await run.await(await accepted(run))).toMatchObject({ state: 'failed' });
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '0' });
  });

  test('goes on counting at its price where a failed one’s charge is not known', async () => {
    const gateway = await gatewaySaying(failed);
    const { generation, standOf } = spenders(s3, gateway.url);
    const run = generation();
    expect(await run.await(await accepted(run))).toMatchObject({ state: 'failed' });
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '25.5' });
  });

  test('is settled by the next attempt, once, when the first one ended between the manifest and that', async () => {
    const gateway = await gatewayCharging(20);
    let isCut = false;
    const cut = await wayToS3((method, path) => {
      if (isCut && method === 'PUT' && isBudget(path)) throw new Error('cut off');
    });
    const { generation, standOf } = spenders(s3, gateway.url);
    const doomed = generation('cut', { at: cut });
    const task = await accepted(doomed);
    isCut = true;
    await expect(doomed.archive(task)).rejects.toThrow();
    expect(await doomed.manifests.read('cut')).toBeDefined();
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '25.5' });
    for (let again = 0; again < 2; again += 1) await generation('cut').archive(task);
    expect(await standOf()).toMatchObject({ spent: '20', reserved: '0' });
  });

  test('is settled by a run that begins again after its manifest or its failure was written', async () => {
    const gateway = await gatewayCharging(20);
    const { generation, standOf, budgets, ledger } = spenders(s3, gateway.url);
    const stored = generation('stored');
    await stored.archive({ ...(await accepted(stored)), budgets: undefined });
    const lost = generation('failed');
    const { cost } = await accepted(lost);
    const failure = { state: 'failed', class: 'moderation', code: 'x', message: 'no' } as const;
    const nothing = { amount: '0', currency: cost.currency, basis: 'settled' } as const;
    const closure = { as: 'failed', failure: { ...failure, cost: nothing } } as const;
    await ledger.close('failed', 1, { schema: 1, at: new Date().toISOString(), closure });
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '51' });
    expect(await generation('stored').submit()).toMatchObject({ state: 'stored' });
    expect(await generation('failed').submit()).toMatchObject({ state: 'closed' });
    expect(await standOf()).toMatchObject({ spent: '20', reserved: '0' });
    expect(await budgets.openIn({ name: campaign.name, period: 'ever' })).toEqual({});
  });

  test('does not keep its video when nobody can read the budget', async () => {
    const gateway = await gatewayCharging(20);
    const { generation, bucket, keys } = spenders(s3, gateway.url);
    const run = generation();
    const task = await accepted(run);
    const folder = keys.budgets.stand({ name: campaign.name, period: 'ever' });
    await bucket.create(`${folder}000009.json`, 'not JSON', { contentType: 'application/json' });
    expect(await generation(run.id).archive(task)).toMatchObject({ state: 'stored' });
  });

  test('counts twice where the gateway made two tasks of it', async () => {
    const gateway = await gatewayCharging(20);
    const { generation, standOf } = spenders(s3, gateway.url);
    const run = generation('twice');
    const task = await accepted(run);
    const late = generation('twice~1');
    const second = { ...task, task: { ...task.task, taskId: 'task-unified-99' } };
    for (let again = 0; again < 2; again += 1) await late.archive(second, true);
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '45.5' });
    await run.archive(task);
    expect(await standOf()).toMatchObject({ spent: '20', reserved: '20' });
  });
});

test('two attempts of one order count once, and the one that comes too late takes nothing away', async () => {
  const gateway = await gatewayCharging(20);
  const go = openLater();
  let isFrozen = false;
  const slow = await wayToS3(async (method, path) => {
    if (method !== 'PUT' || !path.includes('/submissions/1.json')) return;
    isFrozen = true;
    await go.opened;
  });
  const { generation, standOf } = spenders(s3, gateway.url);
  const frozen = failureOrVerdict(generation('twice', { at: slow }).submit());
  await until(() => isFrozen, 'the first attempt');
  expect(await standOf()).toMatchObject({ reserved: '25.5' });
  const run = generation('twice');
  const task = await accepted(run);
  expect(await standOf()).toMatchObject({ reserved: '25.5' });
  go.open();
  expect(await frozen).toMatchObject({ state: 'accepted' });
  expect(await standOf()).toMatchObject({ reserved: '25.5' });
  await run.archive(task);
  expect(await standOf()).toMatchObject({ spent: '20', reserved: '0' });
  expect(gateway.orders()).toBe(1);
});

test('an attempt that died after it had reserved leaves nothing, once the next one is refused', async () => {
  const gateway = await startGateway(
    json(400, { error: { code: 'invalid_request', message: 'no', type: 'invalid_request_error' } }),
  );
  let isThere = false;
  const dead = await wayToS3((method, path) => {
    isThere ||= method === 'PUT' && path.includes('/submissions/1.json');
    return isThere ? new Promise(() => {}) : undefined;
  });
  const { generation, standOf } = spenders(s3, gateway.url);
  const first = generation('died', { at: dead });
  void failureOrVerdict(first.submit());
  await until(() => isThere, 'the first attempt');
  expect(await standOf()).toMatchObject({ reserved: '25.5' });
  const next = generation('died', { attempt: 2 });
  Object.assign(next.environment.context.info, { workflowExecution: first.environment.context.info.workflowExecution });
  expect(await failureOf(next.submit())).toMatchObject({ type: 'REFUSED' });
  expect(await standOf()).toMatchObject({ spent: '0', reserved: '0' });
});

const failureOrVerdict = (attempt: Promise<SubmitVerdict>) => attempt.catch((error: unknown) => error);

describe('waiting for room', () => {
  async function waiting() {
    const gateway = await gatewayCharging(20);
    const all = spenders(s3, gateway.url);
    const ordered = [all.generation(), all.generation()];
    const tasks = [];
    for (const run of ordered) tasks.push({ run, task: await accepted(run) });
    const held = all.generation();
    const verdict = await held.submit();
    if (verdict.state !== 'held' || verdict.code !== 'OVER_BUDGET') return expect.unreachable(verdict.state);
    const { shortage } = verdict;
    const look = (attempt = 2, given: Shortage = shortage) => {
      const waiter = all.generation(held.id, { attempt });
      return waiter.environment.run(waiter.activities.read.awaitRoom, { shortage: given });
    };
    return { ...all, tasks, held, look, shortage };
  }

  test('looks at least every half minute, says how the budget stands, and ends once there is room', async () => {
    const { look, budgets, held } = await waiting();
    const failure = await failureOf(look());
    expect(failure).toMatchObject({ type: 'NotYet', message: expect.stringContaining('51 are reserved') });
    expect(Number(failure.nextRetryDelay)).toBeLessThanOrEqual(30_000);
    await budgets.raise(campaign.name, { amount: '76.5', currency: 'EVOLINK_CREDIT' });
    await look();
    expect(await held.submit()).toMatchObject({ state: 'accepted' });
  });

  test('ends when an order has cost less than was reserved for it, by enough', async () => {
    const { look, tasks, standOf, shortage } = await waiting();
    await tasks[0]!.run.archive(tasks[0]!.task);
    expect(await standOf()).toMatchObject({ left: '5.5' });
    await failureOf(look());
    await look(2, { ...shortage, needed: '5.5' });
  });

  test('settles, by proof, what somebody has left behind', async () => {
    const { look, tasks, standOf, bucket, keys, budgets } = await waiting();
    const [{ run, task }] = tasks as [(typeof tasks)[0]];
    await run.archive({ ...task, budgets: undefined });
    expect(await standOf()).toMatchObject({ spent: '0', reserved: '51' });

    // Time passes: nobody has asked for any of them for minutes. One was never sent.
    const key = { name: campaign.name, period: 'ever' };
    const { cap, per, timeZone, spent, open } = await standOf();
    const old = new Date(Date.now() - 600_000).toISOString();
    const never = { amount: '1', at: old, holders: {} };
    const aged = Object.fromEntries(Object.entries(open).map(([order, each]) => [order, { ...each, at: old }]));
    const stand = { schema: 1, cap, per, timeZone, spent, open: { ...aged, 'ad-never-sent#1': never } };
    await bucket.create(`${keys.budgets.stand(key)}000050.json`, JSON.stringify(stand), {
      contentType: 'application/json',
    });
    await until(async () => {
      await look(11).catch(() => {});
      return Object.keys(await budgets.openIn(key)).length === 1;
    }, 'one of three');
    expect(await standOf()).toMatchObject({ spent: '20', reserved: '25.5', open: { [`${tasks[1]!.run.id}#1`]: {} } });
  });
});
