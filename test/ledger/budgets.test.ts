import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NamedBudget } from '../../src/domain/budget.js';
import { isMore, sumOf } from '../../src/domain/decimal.js';
import type { Money } from '../../src/domain/money.js';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import { createBudgets, type BudgetEntry, type Budgets } from '../../src/ledger/budgets.js';
import { UnreadableBudget } from '../../src/ledger/budget-records.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { startHttpProxy, type Meddling } from '../helpers/http-proxy.js';
import { startLosingProxy } from '../helpers/losing-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';

useS3();

let prefix: string;
beforeEach(() => {
  prefix = `test-${randomUUID()}`;
});

const bucketAt = (endpoint = s3.endpoint) =>
  createS3Bucket({ client: clientOf({ ...s3, clientOptions: { ...s3.clientOptions, endpoint } }), bucket: s3.bucket });

/** The budgets as a worker of its own sees them. */
const budgetsAt = (endpoint?: string): Budgets => createBudgets(bucketAt(endpoint), createObjectKeys(prefix));

const campaign: NamedBudget = {
  name: 'campaign-7',
  cap: { amount: '5', currency: 'USD' },
  per: 'ever',
  timeZone: 'UTC',
};
const ever = [{ name: campaign.name, period: 'ever' }];

const entryOf = (order: number | string, amount = '0.5', attempt = 1): BudgetEntry => ({
  id: `ad-${order}`,
  n: 1,
  nonce: `${order}-${attempt}`,
  activity: `run-of-${order}/5`,
  attempt,
  amount: { amount, currency: 'USD' },
});

const paid = (amount: string): Money => ({ amount, currency: 'USD', basis: 'settled' });

const standOf = async (budgets: Budgets, name = campaign.name) => {
  const [report] = await budgets.stand(name);
  return report ?? expect.unreachable(`no budget ${name}`);
};

describe('a budget', () => {
  test('is there from its first order on, with the cap that this one names', async () => {
    const budgets = budgetsAt();
    expect(await budgets.stand(campaign.name)).toEqual([]);
    expect(await budgets.reserve(entryOf(1), [campaign])).toEqual({ state: 'reserved', budgets: ever, overruled: [] });
    expect(await standOf(budgetsAt())).toMatchObject({ ...campaign, spent: '0', reserved: '0.5', left: '4.5' });
  });

  test('of another cap in the bucket counts as it stands there, and whoever says otherwise is told', async () => {
    const budgets = budgetsAt();
    await budgets.reserve(entryOf(1), [campaign]);
    const other = { ...campaign, cap: { amount: '500', currency: 'USD' } } as const;
    expect(await budgets.reserve(entryOf(2), [other])).toMatchObject({ state: 'reserved', overruled: [campaign] });
    expect(await budgets.reserve(entryOf(3, '4.1'), [other])).toMatchObject({
      state: 'short',
      shortage: { budget: campaign, period: 'ever', spent: '0', reserved: '1', needed: '4.1' },
    });
  });

  test('in another currency than the price takes no order', async () => {
    const budgets = budgetsAt();
    await budgets.reserve(entryOf(1), [campaign]);
    const inYuan = { ...entryOf(2), amount: { amount: '1', currency: 'CNY' } } as const;
    expect(await budgets.reserve(inYuan, [campaign])).toMatchObject({ state: 'other-currency', budget: campaign });
  });

  test('that is raised has room, in every process, and can not be raised downwards', async () => {
    const [here, there] = [budgetsAt(), budgetsAt()];
    await here.reserve(entryOf(1, '5'), [campaign]);
    expect(await there.reserve(entryOf(2), [campaign])).toMatchObject({ state: 'short' });
    await here.raise(campaign.name, { amount: '5.5', currency: 'USD' });
    expect(await there.reserve(entryOf(2), [campaign])).toMatchObject({ state: 'reserved' });
    await expect(here.raise(campaign.name, { amount: '5.4', currency: 'USD' })).rejects.toThrow('is 5.5 USD');
    await expect(here.raise(campaign.name, { amount: '9', currency: 'CNY' })).rejects.toThrow('is 5.5 USD');
    await expect(here.raise('campaign-8', { amount: '9', currency: 'USD' })).rejects.toThrow('campaign-8');
  });

  test('that nobody can read takes no order and books nothing', async () => {
    const folder = createObjectKeys(prefix).budgets.stand({ name: campaign.name, period: 'ever' });
    await bucketAt().create(`${folder}000003.json`, '{"schema":1}', { contentType: 'application/json' });
    await expect(budgetsAt().reserve(entryOf(1), [campaign])).rejects.toBeInstanceOf(UnreadableBudget);
    await expect(budgetsAt().settle({ id: 'ad-1', n: 1 }, paid('1'), ever)).rejects.toBeInstanceOf(UnreadableBudget);
  });

  test('whose cost comes in another currency, or is not known, is charged what was reserved', async () => {
    const budgets = budgetsAt();
    for (const order of [1, 2]) await budgets.reserve(entryOf(order), [campaign]);
    await budgets.settle({ id: 'ad-1', n: 1 }, { amount: '9', currency: 'CNY', basis: 'settled' }, ever);
    await budgets.settle({ id: 'ad-2', n: 1 }, { amount: null, currency: 'USD', basis: 'unknown' }, ever);
    expect(await standOf(budgets)).toMatchObject({ spent: '1', reserved: '0' });
  });
});

describe('several budgets', () => {
  const small: NamedBudget = { ...campaign, name: 'small', cap: { amount: '0.5', currency: 'USD' } };

  test('are all reserved or none', async () => {
    const budgets = budgetsAt();
    expect(await budgets.reserve(entryOf(1), [campaign, small])).toMatchObject({
      budgets: [...ever, { name: 'small' }],
    });
    expect(await budgets.reserve(entryOf(2), [campaign, small])).toMatchObject({
      state: 'short',
      shortage: { budget: small },
    });
    expect(await standOf(budgets)).toMatchObject({ reserved: '0.5' });
    await budgets.settle({ id: 'ad-1', n: 1 }, paid('0.4'), [...ever, { name: 'small', period: 'ever' }]);
    expect(await standOf(budgets)).toMatchObject({ spent: '0.4', reserved: '0' });
    expect(await standOf(budgets, 'small')).toMatchObject({ spent: '0.4', reserved: '0' });
  });

  test('give back what they had reserved when one of them can not be written', async () => {
    const endpoint = await startHttpProxy(() => s3.endpoint, {
      beforeRequest({ method, url }) {
        if (method === 'PUT' && url?.includes('/small/') === true) throw new Error('broken off by the test');
      },
    });
    await expect(budgetsAt(endpoint).reserve(entryOf(1), [campaign, small])).rejects.toThrow();
    expect(await standOf(budgetsAt())).toMatchObject({ reserved: '0' });
  });

  test('may be one part of another’s name', async () => {
    const budgets = budgetsAt();
    await budgets.reserve(entryOf(1), [{ ...campaign, name: 'films' }]);
    await budgets.reserve(entryOf(2), [{ ...campaign, name: 'films/ever' }]);
    await budgets.reserve(entryOf(3), [{ ...campaign, name: 'films/ever' }]);
    expect(await standOf(budgets, 'films')).toMatchObject({ reserved: '0.5' });
    expect(await standOf(budgets, 'films/ever')).toMatchObject({ reserved: '1' });
    expect((await budgets.list()).map(({ name }) => name).toSorted()).toEqual(['films', 'films/ever']);
  });
});

describe('what a person sets', () => {
  const account = 'accounts/evolink/default';
  const terms = { cap: { amount: '1', currency: 'USD' }, per: 'month', timeZone: 'Europe/Berlin' } as const;

  test('caps an account, until it is removed', async () => {
    const budgets = budgetsAt();
    const named = { ...campaign, name: account };
    expect(await budgets.reserve(entryOf(1), [named])).toMatchObject({ state: 'reserved', budgets: [] });
    await budgets.set(account, terms, 'anna');
    expect(await budgets.termsOf(account)).toMatchObject({ ...terms, by: 'anna' });
    expect(await budgets.reserve(entryOf(2, '0.9'), [named])).toMatchObject({ budgets: [{ name: account }] });
    expect(await budgets.reserve(entryOf(3), [named])).toMatchObject({ state: 'short', shortage: { budget: terms } });
    await budgets.set(account, { ...terms, cap: { amount: '2', currency: 'USD' } }, 'ben');
    expect(await budgets.reserve(entryOf(3), [named])).toMatchObject({ state: 'reserved' });
    expect(await budgets.remove(account)).toMatchObject({ by: 'ben' });
    expect(await budgets.reserve(entryOf(4, '7'), [named])).toMatchObject({ state: 'reserved', budgets: [] });
  });

  test('counts instead of what orders say, cap and period', async () => {
    const budgets = budgetsAt();
    await budgets.set(campaign.name, terms, 'anna');
    expect(await budgets.reserve(entryOf(1), [campaign])).toMatchObject({
      budgets: [{ name: campaign.name, period: expect.stringMatching(/^\d{4}-\d\d$/) }],
      overruled: [terms],
    });
    expect(await budgets.reserve(entryOf(2, '0.6'), [campaign])).toMatchObject({ state: 'short' });
  });

  test('is asked of the bucket once for all orders of a few seconds', async () => {
    let looks = 0;
    const endpoint = await startHttpProxy(() => s3.endpoint, {
      beforeRequest: ({ url }) => void (looks += url?.includes('terms') === true ? 1 : 0),
    });
    const budgets = budgetsAt(endpoint);
    await Promise.all(Array.from({ length: 50 }, () => budgets.termsOf(account)));
    await budgets.termsOf(account);
    expect(looks).toBe(1);
  });
});

describe('a new period', () => {
  test('has the whole cap again; what was reserved in the old one is settled there', async () => {
    const budgets = budgetsAt();
    const old = { name: 'daily', period: '2020-02-29' };
    const folder = createObjectKeys(prefix).budgets.stand(old);
    const full = {
      schema: 1,
      cap: { amount: '0.5', currency: 'USD' },
      per: 'day',
      timeZone: 'UTC',
      spent: '0',
      open: { 'ad-0#1': { amount: '0.5', at: '2020-02-29T12:00:00Z', holders: {} } },
    };
    await bucketAt().create(`${folder}000001.json`, JSON.stringify(full), { contentType: 'application/json' });
    expect(await standOf(budgets, 'daily')).toMatchObject({ isPresent: false, left: '0' });
    const daily: NamedBudget = { ...campaign, name: 'daily', per: 'day', cap: { amount: '0.5', currency: 'USD' } };
    expect(await budgets.reserve(entryOf(1), [daily])).toMatchObject({ state: 'reserved' });
    await budgets.settle({ id: 'ad-0', n: 1 }, paid('0.3'), [old]);
    expect(await standOf(budgets, 'daily')).toMatchObject({ isPresent: true, spent: '0', left: '0' });
    expect(await budgets.openIn(old)).toEqual({});
  });
});

/** Counts the requests that reach S3. */
async function counted() {
  const methods: string[] = [];
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest: ({ method = '' }) => void methods.push(method),
  });
  return { endpoint, methods };
}

describe('a hundred orders of one process', () => {
  test('share a few requests, and exactly those are let through that fit', async () => {
    const { endpoint, methods } = await counted();
    const budgets = budgetsAt(endpoint);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, order) => budgets.reserve(entryOf(order), [campaign])),
    );
    expect(outcomes.filter(({ state }) => state === 'reserved')).toHaveLength(10);
    expect(await standOf(budgetsAt())).toMatchObject({ reserved: '5', left: '0' });
    expect(methods.length).toBeLessThanOrEqual(12);
  });

  test('one after the other cost two requests each while nobody else writes', async () => {
    const { endpoint, methods } = await counted();
    const budgets = budgetsAt(endpoint);
    await budgets.reserve(entryOf('first', '0.01'), [campaign]);
    methods.length = 0;
    for (let order = 0; order < 5; order += 1) await budgets.reserve(entryOf(order, '0.01'), [campaign]);
    expect(methods.filter((method) => method !== 'DELETE')).toHaveLength(10);
  });
});

test('an order that was let through by a lost answer is found again, and counts once', async () => {
  const proxy = await startLosingProxy(s3.endpoint);
  const budgets = budgetsAt(proxy.endpoint);
  await budgets.reserve(entryOf(1), [campaign]);
  proxy.loseAnswers(1);
  await budgets.reserve(entryOf(2), [campaign]);
  expect(proxy.lost()).toBe(1);
  expect(await standOf(budgetsAt())).toMatchObject({ reserved: '1' });
});

test('a settlement by a process that has never seen the reservation is booked', async () => {
  const [here, there] = [budgetsAt(), budgetsAt()];
  await here.reserve(entryOf(1), [campaign]);
  await there.reserve(entryOf(2), [campaign]);
  await here.settle({ id: 'ad-2', n: 1 }, paid('0.25'), ever);
  expect(await standOf(there)).toMatchObject({ spent: '0.25', reserved: '0.5' });
});

/** Requests wait for a while of their own, so that they overtake each other. */
const jostling = (random: () => number): Meddling => ({
  beforeRequest: () => pause(random() * 8),
});

test('processes that compete never exceed the cap, and lose nothing', { timeout: 300_000 }, async () => {
  const step = fc.record({
    process: fc.nat({ max: 2 }),
    order: fc.nat({ max: 7 }),
    tenths: fc.integer({ min: 1, max: 20 }),
    end: fc.constantFrom('settle', 'release', 'leave'),
    costTenths: fc.integer({ min: 0, max: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (steps, noise) => {
        prefix = `test-${randomUUID()}`;
        const random = () => noise.next().value as number;
        const processes = await Promise.all(
          [0, 1, 2].map(async () => budgetsAt(await startHttpProxy(() => s3.endpoint, jostling(random)))),
        );
        /** What surely counts: it was let through, and nobody has begun to take it back. */
        const counting = new Map<string, string>();
        const spent: string[] = [];
        const left = new Map<string, string>();
        const assertWithinCap = () => expect(isMore(sumOf([...counting.values()]), '5')).toBe(false);

        // Of one order, one attempt after the other; of different orders, all at once.
        const byOrder = [0, 1, 2, 3, 4, 5, 6, 7].map((each) =>
          steps.map((attempt, index) => ({ ...attempt, index })).filter(({ order }) => order === each),
        );
        await Promise.all(
          byOrder.map(async (attempts) => {
            for (const { process, order, tenths, end, costTenths, index } of attempts) {
              const budgets = processes[process]!;
              const entry = { ...entryOf(`${order}-${index}`, String(tenths / 10)), nonce: `nonce-${index}` };
              const { id, n } = entry;
              const outcome = await budgets.reserve(entry, [campaign]);
              if (outcome.state !== 'reserved') continue;
              counting.set(id, entry.amount.amount);
              assertWithinCap();
              const ending = processes[(process + index) % 3]!;
              const cost = String(Math.min(costTenths, tenths) / 10);
              if (end === 'release') {
                counting.delete(id);
                await ending.release(entry, ever);
              } else if (end === 'settle') {
                counting.set(id, cost);
                await Promise.all([
                  ending.settle({ id, n }, paid(cost), ever),
                  budgets.settle({ id, n }, paid(cost), ever),
                ]);
                spent.push(cost);
              } else left.set(id, entry.amount.amount);
            }
          }),
        );
        const stand = await standOf(budgetsAt());
        expect(stand).toMatchObject({ spent: sumOf(spent), reserved: sumOf([...left.values()]) });
        expect(Object.keys(stand.open).toSorted()).toEqual([...left.keys()].map((id) => `${id}#1`).toSorted());
      },
    ),
    { numRuns: 30, endOnFailure: true },
  );
});
