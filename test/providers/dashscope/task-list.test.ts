import { expect, test } from 'vitest';
import { json, raw, startGateway, type Answer } from '../../helpers/gateway-server.js';
import { apiKey, failureOf } from '../gateway-calls.js';
import { dashscopeAt, refusal } from './dashscope.js';

const from = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;
const span = { from, to: from + 600 };
const listTasks = (url: string) => dashscopeAt(url)['dashscope/wan2.6-t2v'].listTasks!(span);

/** When a list's window begins, as the gateway writes times. */
const startsAt = (path: string) => new URL(path, 'http://gateway').searchParams.get('start_time');

/** A list that is read page by page; no page is longer than `longest`. Whatever its window, its rows are the same. */
const pagesOf =
  (rows: readonly object[], { longest = 100, total = true }: { longest?: number; total?: boolean } = {}): Answer =>
  (outgoing, incoming) => {
    const { searchParams } = new URL(incoming.url!, 'http://gateway');
    const [page, size] = ['page_no', 'page_size'].map((name) => Math.min(longest, Number(searchParams.get(name))));
    const data = rows.slice((page! - 1) * size!, page! * size!);
    json(200, { request_id: '1', data, page_no: page, ...(total && { total: rows.length }) })(outgoing, incoming);
  };

const rowsAt = (count: number, at = from) =>
  Array.from({ length: count }, (_, index) => ({ task_id: `task-${index}`, gmt_create: (at + index / 10) * 1000 }));

test('the list of a model is asked for the span, half an hour around it, in Beijing’s time and in UTC', async () => {
  const gateway = await startGateway(json(200, { data: [], total: 0 }));
  expect(await listTasks(gateway.url)).toEqual({ tasks: [], complete: true });
  const asked = gateway.heard.map(({ method, path, headers }) => {
    const { pathname, searchParams } = new URL(path, gateway.url);
    expect([method, pathname, headers.authorization]).toEqual(['GET', '/api/v1/tasks/', `Bearer ${apiKey}`]);
    return Object.fromEntries(searchParams);
  });
  const first = { model_name: 'wan2.6-t2v', page_no: '1', page_size: '100' };
  expect(asked).toEqual([
    { start_time: '20260102103405', end_time: '20260102114405', ...first },
    { start_time: '20260102023405', end_time: '20260102034405', ...first },
  ]);
});

/** An account that is as busy as it may be: five tasks at a time, of three minutes each, around the clock. */
const busyDay = Array.from({ length: 2_400 }, (_, index) => ({
  task_id: `task-${index}`,
  createdAt: from - 12 * 60 * 60 + index * 36,
}));

/** A list whose window's bounds are read in a time zone, the newest first. */
const listOf =
  (tasks: typeof busyDay, aheadHours: number): Answer =>
  (outgoing, incoming) => {
    const { searchParams } = new URL(incoming.url!, 'http://gateway');
    const [start, end] = ['start_time', 'end_time'].map((name) => {
      const written = searchParams.get(name)!.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z');
      return Date.parse(written) / 1000 - aheadHours * 60 * 60;
    });
    const rows = tasks
      .filter(({ createdAt }) => createdAt >= start! && createdAt <= end!)
      .map(({ task_id, createdAt }) => ({ task_id, gmt_create: createdAt * 1000 }));
    pagesOf(rows.toReversed())(outgoing, incoming);
  };

test.each([
  ['Beijing’s time', 8],
  ['UTC', 0],
])(
  'on an account that never rests, the tasks of a span are all found where bounds are read in %s',
  async (_, ahead) => {
    const gateway = await startGateway(listOf(busyDay, ahead));
    const { tasks, complete } = await listTasks(gateway.url);
    const ofSpan = busyDay.filter(({ createdAt }) => createdAt >= span.from && createdAt <= span.to);
    expect(tasks.map(({ taskId }) => taskId).toSorted()).toEqual(ofSpan.map(({ task_id: id }) => id).toSorted());
    expect(complete).toBe(true);
  },
);

test('a list is not taken for whole before both windows are', async () => {
  const isBeijing = (path: string) => startsAt(path) === '20260102103405';
  for (const isShort of [isBeijing, (path: string) => !isBeijing(path)]) {
    const gateway = await startGateway((outgoing, incoming) =>
      (isShort(incoming.url!) ? json(200, { data: [], total: 0 }) : pagesOf(rowsAt(600)))(outgoing, incoming),
    );
    expect((await listTasks(gateway.url)).complete).toBe(false);
  }
});

test.each([
  ['Beijing’s time', { gmt_create: '2026-01-02 11:04:06.500' }, from + 1.5],
  ['UTC', { gmt_create: '2026-01-02 03:04:06.500' }, from + 1.5],
  ['seconds', { gmt_create: from + 2 }, from + 2],
  ['milliseconds', { gmt_create: (from + 2) * 1000 }, from + 2],
  ['another name', { submit_time: '2026-01-02 11:04:07' }, from + 2],
  ['a third name', { start_time: (from + 3) * 1000 }, from + 3],
  ['the first name that can be read', { gmt_create: 'soon', submit_time: '2026-01-02 11:04:07' }, from + 2],
])('a time in %s is read for what it is', async (_, told, createdAt) => {
  const gateway = await startGateway(json(200, { data: [{ task_id: 'task-1', ...told }], total: 1 }));
  expect((await listTasks(gateway.url)).tasks).toEqual([{ taskId: 'task-1', createdAt }]);
});

test.each([
  {},
  { gmt_create: null },
  { gmt_create: 'soon' },
  { gmt_create: '' },
  { gmt_create: 0 },
  { gmt_create: {} },
])('a task whose time nobody can read may be of any time, and the list proves nothing: %j', async (told) => {
  const gateway = await startGateway(json(200, { data: [{ task_id: 'task-1', ...told }], total: 1 }));
  expect(await listTasks(gateway.url)).toEqual({ tasks: [{ taskId: 'task-1', createdAt: from }], complete: false });
});

test.each([
  { gmt_create: (from - 1) * 1000 },
  { gmt_create: (from + 601) * 1000 },
  { gmt_create: '2026-01-02 07:04:06' },
])('a task of another time, however that is read, is not listed: %j', async (told) => {
  const gateway = await startGateway(json(200, { data: [{ task_id: 'task-1', ...told }], total: 1 }));
  expect(await listTasks(gateway.url)).toEqual({ tasks: [], complete: true });
});

test('a task that is said to be of another model is not listed', async () => {
  const row = { task_id: 'task-1', gmt_create: from * 1000 };
  const data = [
    { ...row, model_name: 'wan2.6-i2v' },
    { ...row, task_id: 'task-2', model_name: 'wan2.6-t2v' },
  ];
  const gateway = await startGateway(json(200, { data, total: 2 }));
  expect((await listTasks(gateway.url)).tasks.map(({ taskId }) => taskId)).toEqual(['task-2']);
});

test.each([
  [0, 100],
  [1, 100],
  [100, 100],
  [250, 100],
  [50, 20],
  [50, 10],
])('%d tasks on pages of %d are read to the end', async (count, longest) => {
  for (const total of [true, false]) {
    const gateway = await startGateway(pagesOf(rowsAt(count), { longest, total }));
    const { tasks, complete } = await listTasks(gateway.url);
    const pages = Math.ceil(count / longest) + (total ? 0 : 1);
    expect([tasks.length, complete]).toEqual(pages <= 5 ? [count, true] : [count, false]);
  }
});

test('a list without end is not read for ever, and is not taken for whole', async () => {
  const gateway = await startGateway(pagesOf(rowsAt(600)));
  const { tasks, complete } = await listTasks(gateway.url);
  expect([tasks.length, complete]).toEqual([500, false]);
  expect(gateway.heard).toHaveLength(10);
});

test('a list that repeats its rows is not taken for whole before all of its tasks were seen', async () => {
  const repeated = rowsAt(5).flatMap((row) => [row, row]);
  const gateway = await startGateway((outgoing, incoming) => {
    const page = Number(new URL(incoming.url!, 'http://gateway').searchParams.get('page_no'));
    json(200, { data: repeated.slice((page - 1) * 5, page * 5), total: 5 })(outgoing, incoming);
  });
  const { tasks, complete } = await listTasks(gateway.url);
  expect([tasks.length, complete]).toEqual([5, true]);
});

test('a list that ends before all that it counts is not taken for whole', async () => {
  const gateway = await startGateway((outgoing, incoming) => {
    const isFirst = incoming.url!.includes('page_no=1&');
    json(200, { data: isFirst ? rowsAt(3) : [], total: 5 })(outgoing, incoming);
  });
  expect((await listTasks(gateway.url)).complete).toBe(false);
});

test('the rows may stand in the output', async () => {
  const gateway = await startGateway((outgoing, incoming) => {
    const isFirst = incoming.url!.includes('page_no=1&');
    json(200, { output: { tasks: isFirst ? rowsAt(2) : [] } })(outgoing, incoming);
  });
  const { tasks, complete } = await listTasks(gateway.url);
  expect([tasks.length, complete]).toEqual([2, true]);
});

test.each([
  ['an HTML page', raw(200, '<!doctype html>'), 'unexpected-response'],
  ['a row that is none', json(200, { data: [...rowsAt(1), 'row'], total: 2 }), 'unexpected-response'],
  ['a row without an id', json(200, { data: [{ gmt_create: from }], total: 1 }), 'unexpected-response'],
  ['another form', json(200, { tasks: [] }), 'unexpected-response'],
  ['a wrong key', json(401, refusal('No', 'InvalidApiKey')), 'authentication'],
  ['too many questions', json(429, refusal('No', 'Throttling')), 'rate-limit'],
] as const)('%s makes the list an error, and not a shorter list', async (_, answer, kind) => {
  const gateway = await startGateway(answer);
  expect(await failureOf(listTasks(gateway.url))).toMatchObject({ kind, gateway: 'dashscope' });
});
