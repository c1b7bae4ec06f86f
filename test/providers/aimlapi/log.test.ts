import { expect, test } from 'vitest';
import { json, raw, startGateway, type Answer } from '../../helpers/gateway-server.js';
import { apiKey, failureOf, wireKey } from '../gateway-calls.js';
import { aimlapiAt, refusal, taskId } from './aimlapi.js';

const since = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;
const findTasks = (url: string) => aimlapiAt(url)['aimlapi/wan-2-6-t2v'].findTasks!({ wireKey, since });

const others = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ client_request_id: `rw-${at}`, inference_id: `other-${at}` }));
const own = { client_request_id: wireKey, inference_id: taskId, cost: 1.575 };

/** A log that is read page by page. */
const logOf =
  (rows: readonly object[], inEnvelope = (page: readonly object[]): unknown => page): Answer =>
  (outgoing, incoming) => {
    const { searchParams } = new URL(incoming.url!, 'http://gateway');
    const [limit, offset] = ['limit', 'offset'].map((name) => Number(searchParams.get(name)));
    json(200, inEnvelope(rows.slice(offset, offset! + limit!)))(outgoing, incoming);
  };

test('the log is asked for all the time since the order, with the key', async () => {
  const began = Date.now();
  const gateway = await startGateway(json(200, []));
  expect(await findTasks(gateway.url)).toEqual([]);
  expect(gateway.heard).toHaveLength(1);
  const { method, path, headers } = gateway.heard[0]!;
  const { pathname, searchParams } = new URL(path, gateway.url);
  expect([method, pathname, headers.authorization]).toEqual(['GET', '/v2/logs', `Bearer ${apiKey}`]);
  expect(Object.fromEntries(searchParams)).toEqual({
    start: '2026-01-02T03:04:05.000Z',
    end: expect.any(String),
    limit: '100',
    offset: '0',
  });
  expect(Date.parse(searchParams.get('end')!)).toBeGreaterThanOrEqual(began);
});

test('all ids beside the key are told: a refused attempt may have left one', async () => {
  const gateway = await startGateway(logOf([{ ...own, inference_id: 'refused' }, ...others(120), own, own]));
  expect(await findTasks(gateway.url)).toEqual(['refused', taskId]);
});

test.each([0, 1, 99, 100, 199, 250, 499])('an order is found by its key behind %d others', async (count) => {
  const gateway = await startGateway(logOf([...others(count), own]));
  expect(await findTasks(gateway.url)).toEqual([taskId]);
});

test.each([0, 1, 100, 250])('an order that is not among %d others is not found', async (count) => {
  const gateway = await startGateway(logOf(others(count)));
  expect(await findTasks(gateway.url)).toEqual([]);
});

test('a log without end is not read for ever', async () => {
  const gateway = await startGateway(logOf(others(2000)));
  expect(await findTasks(gateway.url)).toEqual([]);
  expect(gateway.heard).toHaveLength(5);
});

test.each(['data', 'logs', 'items'])('the rows may stand in %j', async (name) => {
  const gateway = await startGateway(logOf([...others(120), own], (page) => ({ [name]: page, total: 121 })));
  expect(await findTasks(gateway.url)).toEqual([taskId]);
});

test.each([
  [{ client_request_id: wireKey }],
  [{ client_request_id: wireKey, inference_id: null }],
  [{ client_request_id: wireKey, inference_id: '..' }],
  [{ client_request_id: wireKey.toUpperCase(), inference_id: taskId }],
  [{ client_request_id: null, inference_id: taskId, request_id: wireKey }],
])('%j names no task of the order', async (row) => {
  const gateway = await startGateway(logOf([row]));
  expect(await findTasks(gateway.url)).toEqual([]);
});

test('a row that names no task does not hide the one that does', async () => {
  const gateway = await startGateway(logOf([{ client_request_id: wireKey, inference_id: null }, own]));
  expect(await findTasks(gateway.url)).toEqual([taskId]);
});

test.each([
  ['an HTML page', raw(200, '<!doctype html>'), 'unexpected-response'],
  ['another form', json(200, { rows: [own] }), 'unexpected-response'],
  ['a row that is none', json(200, [own, 'row']), 'unexpected-response'],
  ['no permission', json(401, refusal('Invalid API key', 401)), 'authentication'],
  ['too many questions', json(429, refusal('Too many requests', 429)), 'rate-limit'],
  ['an outage', json(503, refusal('Service unavailable', 503)), 'unavailable'],
] as const)('%s in place of the log is an error, and not a log without the order', async (_, answer, kind) => {
  const gateway = await startGateway(answer);
  expect(await failureOf(findTasks(gateway.url))).toMatchObject({ kind, gateway: 'aimlapi' });
});

test('an unreadable second page is an error, too', async () => {
  const gateway = await startGateway((outgoing, incoming) => {
    const isFirst = incoming.url!.includes('offset=0');
    (isFirst ? json(200, others(100)) : raw(502, 'bad gateway'))(outgoing, incoming);
  });
  expect((await failureOf(findTasks(gateway.url))).kind).toBe('unexpected-response');
});
