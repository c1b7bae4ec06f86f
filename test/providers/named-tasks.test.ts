import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namedTasks } from '../../src/providers/named-tasks.js';

const form = /task-unified-\w[\w-]*/g;
const taskId = 'task-unified-1757169743-7cvnl5zw';
const other = 'task-unified-1757169743-aaaaaaaa';

const namedIn = (json: unknown) => namedTasks({ text: JSON.stringify(json), json }, form);
const idsIn = (json: unknown) => namedIn(json).map((named) => named.taskId);
const error = { code: 429, message: 'Rate limit exceeded', type: 'rate_limit_error' };

test.each([
  [{ id: taskId, error }],
  [{ data: { id: taskId }, error }],
  [{ data: { task_id: taskId } }],
  [{ task: { id: taskId } }],
  [{ output: { task_id: taskId } }],
  [{ error: { ...error, task_id: taskId } }],
  [{ error, data: [{ id: taskId }] }],
  [[{ error }, { taskId }]],
])('%j names a task', (json) => {
  expect(namedIn(json)).toEqual([{ taskId, inPassing: false }]);
});

test.each([
  [{ error: { ...error, message: `Too many at once: ${taskId} is still running.` } }],
  [{ error: { ...error, id: taskId } }],
  [{ error, running: [taskId] }],
  [{ error, [taskId]: 'pending' }],
  [taskId],
])('%j mentions a task, which may be anybody’s', (json) => {
  expect(namedIn(json)).toEqual([{ taskId, inPassing: true }]);
});

test.each([
  ['a task of its own form', { id: 'c0ffee-1', error }, 'c0ffee-1'],
  ['a number', { data: { id: 7 }, error }, '7'],
  ['a list of ids', { error: { ...error, task_ids: ['c0ffee-1'] } }, 'c0ffee-1'],
  ['space around it', { result: { taskId: ' c0ffee-1\n' } }, 'c0ffee-1'],
])('an id that is not in the form of the gateway counts by its key: %s', (_, json, id) => {
  expect(namedIn(json)).toEqual([{ taskId: id, inPassing: false }]);
});

test.each([
  [{ error }],
  [{ error, request_id: 'c0ffee-1', trace_id: 'c0ffee-2' }],
  [{ error, id: 'req_c0ffee' }],
  [{ error: { ...error, id: 'c0ffee-1', param: 'task_id' } }],
  [{ error, request: { id: 'c0ffee-1' }, user: { id: 42 } }],
  [{ error: { code: 'invalid_task_id', message: "Invalid task ID: must start with 'task-unified-'" } }],
  [{ error, data: { id: 0 }, task: { id: null }, task_id: '' }],
  [{ error, data: { id: 'two words' }, task: { id: '..' }, task_id: 'x'.repeat(201) }],
  [null],
  [undefined],
])('%j names no task', (json) => {
  expect(namedTasks({ text: JSON.stringify(json) ?? '', json }, form)).toEqual([]);
});

test.each([
  ['its form goes before any other id', { id: 'c0ffee-1', data: { id: taskId } }, [taskId, 'c0ffee-1']],
  ['a key that says so goes before a plain id', { id: other, output: { task_id: taskId } }, [taskId, other]],
  ['an id goes before a mention', { message: `like ${other}`, data: { id: taskId } }, [taskId, other]],
  ['the outermost goes first', { tasks: [{ id: other }], id: taskId }, [taskId, other]],
])('of several tasks, %s', (_, json, ids) => {
  expect(idsIn(json)).toEqual(ids);
});

test('of many tasks only a few are worth a look', () => {
  expect(idsIn({ tasks: Array.from({ length: 1_000 }, (_, n) => ({ id: `c0ffee-${n}` })) })).toHaveLength(3);
});

test('broken JSON names a task, but not by what its end breaks off', () => {
  const named = (text: string) => namedTasks({ text, json: undefined }, form);
  expect(named(`{"id": "${taskId}","model`)).toEqual([{ taskId, inPassing: false }]);
  expect(named(`{"running":"${taskId}","task_id":"${other}"`)).toEqual([
    { taskId: other, inPassing: false },
    { taskId, inPassing: true },
  ]);
  expect(named(`<p>${taskId}</p>`)).toEqual([{ taskId, inPassing: true }]);
  expect(named(`{"id":"${taskId.slice(0, -1)}`)).toEqual([]);
});

test('an answer as deep as it is long is read', () => {
  const depth = 200_000;
  const text = `${'['.repeat(depth)}{"task_id":"c0ffee-1"}${']'.repeat(depth)}`;
  expect(namedTasks({ text, json: JSON.parse(text) }, form)).toMatchObject([{ taskId: 'c0ffee-1' }]);
});

/** Puts a value somewhere into a piece of JSON. */
const planted = (json: unknown, value: unknown, steps: readonly number[]): unknown => {
  const [step = 0, ...rest] = steps;
  if (Array.isArray(json) && json.length > 0 && rest.length > 0) {
    return json.with(step % json.length, planted(json[step % json.length], value, rest));
  }
  if (typeof json !== 'object' || json === null || rest.length === 0) return [json, value];
  const entries = Object.entries(json);
  const [key, inner] = entries[step % entries.length] ?? ['', undefined];
  return { ...json, [key]: planted(inner, value, rest) };
};

test('wherever it stands, an id in the gateway’s form is seen, and without one nothing of that form is', () => {
  const steps = fc.array(fc.nat(20), { maxLength: 8 });
  const value = fc.oneof(
    fc.constant(taskId),
    fc.string().map((key) => ({ [key]: taskId })),
    fc.tuple(fc.lorem(), fc.lorem()).map(([before, after]) => `${before} ${taskId}, ${after}`),
  );
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), value, steps, (body, named, path) => {
      const plain = { error, body };
      expect(idsIn(planted(plain, named, path))).toContain(taskId);
      expect(idsIn(plain).filter((id) => id.startsWith('task-unified'))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
