import { expect, test } from 'vitest';
import { json, startGateway } from '../../helpers/gateway-server.js';
import { evolinkAt } from './evolink.js';

test('a gateway whose pages are shorter than asked for is read to the end', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => ({ id: `task-${at}`, created_at: 1000 - at }));
  const pageOf = (page: number) => rows.slice((page - 1) * 20, page * 20);
  const gateway = await startGateway((outgoing, incoming) => {
    const { searchParams } = new URL(incoming.url ?? '', 'http://gateway');
    json(200, { data: pageOf(Number(searchParams.get('page'))), total: rows.length })(outgoing, incoming);
  });
  const { listTasks } = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  const { tasks, complete } = await listTasks!({ from: 0, to: 2000 });
  expect(complete).toBe(true);
  expect(tasks).toHaveLength(rows.length);
});
