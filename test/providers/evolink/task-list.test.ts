import { expect, onTestFinished, test, vi } from 'vitest';
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

/** A gateway that lists these tasks, the newest first, 100 on a page; `pages` tells which were read. */
async function listing(createdAt: readonly number[]) {
  const pages: number[] = [];
  const rows = createdAt.map((created_at) => ({ id: `task-${created_at}`, created_at }));
  const gateway = await startGateway((outgoing, incoming) => {
    const page = Number(new URL(incoming.url ?? '', 'http://gateway').searchParams.get('page'));
    pages.push(page);
    json(200, { data: rows.slice((page - 1) * 100, page * 100) })(outgoing, incoming);
  });
  return { pages, listTasks: evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'].listTasks! };
}

const downFrom = (newest: number, count: number) => Array.from({ length: count }, (_, at) => newest - at);

test('looks that come together share one reading, each with the tasks of its own time', async () => {
  const { pages, listTasks } = await listing(downFrom(1000, 400));
  const [old, young] = await Promise.all([listTasks({ from: 850, to: 860 }), listTasks({ from: 995, to: 2000 })]);
  expect(pages).toEqual([1, 2]);
  expect(old).toEqual({
    tasks: downFrom(860, 11).map((createdAt) => ({ taskId: `task-${createdAt}`, createdAt })),
    complete: true,
  });
  expect(young).toMatchObject({ complete: true });
  expect(young.tasks).toHaveLength(6);
});

test('a look that reaches further back reads anew, and so does one that comes later', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { pages, listTasks } = await listing(downFrom(1000, 400));
  await listTasks({ from: 950, to: 2000 });
  expect((await listTasks({ from: 850, to: 2000 })).complete).toBe(true);
  expect(pages).toEqual([1, 1, 2]);
  vi.setSystemTime(Date.now() + 3001);
  await listTasks({ from: 950, to: 2000 });
  expect(pages).toEqual([1, 1, 2, 1]);
});

test('what a reading did not reach is not taken for complete, and what it did is', async () => {
  const { listTasks } = await listing(downFrom(1000, 900));
  expect((await listTasks({ from: 400, to: 2000 })).complete).toBe(false);
  expect((await listTasks({ from: 600, to: 2000 })).complete).toBe(true);
});

test('a reading that fails is nobody else’s', async () => {
  let fails = true;
  const gateway = await startGateway((outgoing, incoming) => {
    json(fails ? 400 : 200, fails ? { error: 'no' } : { data: [] })(outgoing, incoming);
  });
  const { listTasks } = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  await expect(listTasks!({ from: 0, to: 1 })).rejects.toThrow();
  fails = false;
  expect(await listTasks!({ from: 0, to: 1 })).toEqual({ tasks: [], complete: true });
});
