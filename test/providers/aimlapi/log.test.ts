import { expect, test } from 'vitest';
import { json, raw, startGateway, type Answer } from '../../helpers/gateway-server.js';
import { apiKey, failureOf, wireKey } from '../gateway-calls.js';
import { aimlapiAt, refusal, taskId } from './aimlapi.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** When the order was placed: an hour ago, in whole seconds, as spans are. */
const since = Math.floor(Date.now() / 1000) - hour;
const findTasks = (url: string, from = since) =>
  aimlapiAt(url)['aimlapi/wan-2-6-t2v'].findTasks!({ wireKey, since: from });

interface Row {
  readonly client_request_id?: string | null;
  readonly inference_id?: string | null;
  /** Unix seconds; the order's own second unless told otherwise. */
  readonly at?: number;
}

const others = (count: number, at = since): readonly Row[] =>
  Array.from({ length: count }, (_, n) => ({ client_request_id: `rw-${n}`, inference_id: `other-${n}`, at }));
const own = { client_request_id: wireKey, inference_id: taskId, cost: 1.575 };

/** The window and the page that a path asks for; times in Unix seconds. */
function asked(path: string) {
  const { searchParams } = new URL(path, 'http://gateway');
  const [start, end] = ['start', 'end'].map((name) => Date.parse(searchParams.get(name)!) / 1000);
  const [limit, offset] = ['limit', 'offset'].map((name) => Number(searchParams.get(name)));
  return { start: start!, end: end!, limit: limit!, offset: offset! };
}

/** A log that is read page by page, in the order of its rows. */
const logOf =
  (rows: readonly Row[], inEnvelope = (page: readonly object[]): unknown => page): Answer =>
  (outgoing, incoming) => {
    const { start, end, limit, offset } = asked(incoming.url!);
    const inWindow = rows.filter(({ at = since }) => at >= start && at <= end);
    json(200, inEnvelope(inWindow.slice(offset, offset + limit)))(outgoing, incoming);
  };

test('the log is asked for from the order to this moment, without a gap, with the key', async () => {
  const began = Date.now() / 1000;
  const gateway = await startGateway(json(200, []));
  expect(await findTasks(gateway.url)).toEqual([]);
  const windows = gateway.heard.map(({ method, path, headers }) => {
    expect([method, path.split('?')[0], headers.authorization]).toEqual(['GET', '/v2/logs', `Bearer ${apiKey}`]);
    return asked(path);
  });
  expect(windows[0]).toEqual({ start: since, end: since + minute, limit: 100, offset: 0 });
  expect(windows.slice(1).map(({ start }) => start)).toEqual(windows.slice(0, -1).map(({ end }) => end));
  expect(windows.at(-1)!.end).toBeGreaterThanOrEqual(began - 0.001);
});

test('the log of a quiet account is read with few questions, however old the order is', async () => {
  const gateway = await startGateway(json(200, []));
  await findTasks(gateway.url, since - 91 * day);
  expect(gateway.heard.length).toBeLessThan(25);
  const longest = gateway.heard.map(({ path }) => asked(path)).map(({ start, end }) => end - start);
  expect(Math.max(...longest)).toBeLessThan(92 * day);
});

test('all ids beside the key are told: a refused attempt may have left one', async () => {
  const gateway = await startGateway(logOf([{ ...own, inference_id: 'refused' }, ...others(120), own, own]));
  expect(await findTasks(gateway.url)).toEqual(['refused', taskId]);
});

test.each([0, 1, 99, 100, 199, 250, 499])('an order is found by its key behind %d others', async (count) => {
  const gateway = await startGateway(logOf([...others(count), own]));
  expect(await findTasks(gateway.url)).toEqual([taskId]);
});

test.each([5, 90])('an order is found %d days later on an account that also chats, twice a second', async (days) => {
  const orderedAt = since - days * day;
  const chats = Array.from({ length: 2 * hour }, (_, n) => others(1, orderedAt + n / 2)).flat();
  const gateway = await startGateway(logOf([...chats.toReversed(), { ...own, at: orderedAt + 2 * minute }]));
  expect(await findTasks(gateway.url, orderedAt - minute)).toEqual([taskId]);
});

test('an order is found where its row has the time of its end', async () => {
  const gateway = await startGateway(logOf([...others(500), { ...own, at: since + 20 * minute }]));
  expect(await findTasks(gateway.url)).toEqual([taskId]);
});

test.each([0, 1, 100, 250])('an order that is not among %d others is not found', async (count) => {
  const gateway = await startGateway(logOf(others(count)));
  expect(await findTasks(gateway.url)).toEqual([]);
});

test('a log without end is not read for ever', async () => {
  const gateway = await startGateway(logOf(others(20_000)));
  expect(await findTasks(gateway.url)).toEqual([]);
  expect(gateway.heard).toHaveLength(30);
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
