import { expect, test } from 'vitest';
import { json, startGateway, type Answer } from '../../helpers/gateway-server.js';
import { evolinkAt, readStatus, taskId } from './evolink.js';

const failed = { id: taskId, status: 'failed', error: { code: 'service_error', message: 'no' } };

/** A gateway whose answer about the task is `status`, and whose list is answered with `list`. */
const gatewayWith = (list: Answer, status: object = failed) =>
  startGateway((outgoing, incoming) => {
    const isList = incoming.url?.startsWith('/v1/tasks?') === true;
    (isList ? list : json(200, status))(outgoing, incoming);
  });

const listing = (...rows: readonly object[]) => json(200, { data: rows });
const credits = (amount: string, basis: string) => ({ amount, currency: 'EVOLINK_CREDIT', basis });

test.each([
  ['nothing: it was free', 0, credits('0', 'settled')],
  ['something: it may still be given back', 25.5, credits('25.5', 'reserved')],
  ['nothing that can be read', 'some', undefined],
])('what a failed task has cost, its row in the list tells (%s)', async (_, used, cost) => {
  const gateway = await gatewayWith(listing({ id: 'task-other', credits_used: 7 }, { id: taskId, credits_used: used }));
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({ state: 'failed', cost });
  expect(gateway.heard.map(({ path }) => path)).toEqual([
    `/v1/tasks/${taskId}`,
    '/v1/tasks?status=failed&model=wan2.6-text-to-video&page=1&page_size=100',
  ]);
});

test.each([
  ['does not have it', listing()],
  ['can not be read', json(500, {})],
  ['is no list', json(200, { tasks: [] })],
])('a failure is known also where the list %s: what it has cost is not', async (_, list) => {
  const gateway = await gatewayWith(list);
  const status = await readStatus(evolinkAt(gateway.url));
  expect(status).toMatchObject({ state: 'failed', code: 'service_error', cost: undefined });
});

test('what the answer about the task itself tells is not asked for again', async () => {
  const gateway = await gatewayWith(listing(), { ...failed, usage: { credits_used: 0 } });
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({ cost: credits('0', 'settled') });
  expect(gateway.heard).toHaveLength(1);
});
