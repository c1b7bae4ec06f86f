import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failedSubmission } from '../../../src/providers/submit-verdict.js';
import { startSocket } from '../../helpers/gateway-server.js';
import { bodiesOf, formless, something, tryAnswers, words } from '../hostile-answers.js';
import { evolinkAt, failureOf, submitSomething } from './evolink.js';

const code = fc.oneof(
  something,
  fc.integer({ min: 1, max: 999 }),
  fc.constantFrom('content_policy_violation', 'key_disabled', 'idempotency_conflict', 'paid_outcome_unknown'),
  fc.constantFrom('constructor', '__proto__', 'toString'),
);
const more = { message: fc.option(words), type: fc.option(words), param: fc.anything({ maxDepth: 1 }) };

const ownError = bodiesOf(
  'own error',
  fc
    .oneof(
      fc.record({ code, ...more }, { requiredKeys: ['code'] }),
      fc.record({ ...more, message: something }, { requiredKeys: ['message'] }),
      fc.record({ ...more, type: something }, { requiredKeys: ['type'] }),
    )
    .map((error) => ({ error })),
);
const task = bodiesOf(
  'task',
  fc.record({ id: fc.stringMatching(/^task-\w{1,20}$/), task_info: fc.jsonValue(), usage: fc.jsonValue() }),
);
/** Where a task is named beside, within or around an error. */
const naming = bodiesOf(
  'own error that names a task',
  fc
    .tuple(fc.stringMatching(/^task-unified-\w{1,20}$/), fc.constantFrom('id', 'task_id', 'taskId', 'message', 'x'))
    .chain(([id, key]) =>
      fc.constantFrom<object>(
        { error: { message: 'no', data: { [key]: id } } },
        { error: { code: 429, type: 'no', [key]: id } },
        { error: { message: 'no' }, data: [{ deep: { down: { [key]: id } } }] },
        { error: { message: 'no' }, [key]: `see ${id}.` },
      ),
    ),
);
const other = bodiesOf(
  'other',
  fc.oneof(
    fc.jsonValue().map((error) => ({ errors: [error], message: 'no' })),
    fc.constantFrom({ error: 'no' }, { error: { code: 0 } }),
  ),
);

const quick = { timeLimits: { submitSeconds: 20 } };

test('whatever answers a submission, and however little of it comes, only eight whole answers mean no', () =>
  tryAnswers({
    bodies: fc.oneof(ownError, naming, task, other, formless),
    submitterAt: (url) => {
      const models = evolinkAt(url, quick);
      return () => submitSomething(models);
    },
    mayExist: (text) => /"code":"(idempotency_conflict|paid_outcome_unknown)"/.test(text),
    numRuns: 250,
  }));

test('a connection that is lost at any byte of the request is a no only while nothing of it was heard', async () => {
  let most = 0;
  let heard = 0;
  const { port } = await startSocket((connection) => {
    heard = 0;
    if (most === 0) return void connection.resetAndDestroy();
    connection.on('data', (bytes) => {
      heard += bytes.byteLength;
      const whole = bytes.at(-1) === '}'.charCodeAt(0);
      if (heard >= most || whole) connection.resetAndDestroy();
    });
  });
  const models = evolinkAt(`http://127.0.0.1:${port}`, quick);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 400 }), async (bytes) => {
      most = bytes;
      const { kind } = await failureOf(submitSomething(models));
      expect(failedSubmission[kind] === 'unknown' || heard === 0, kind).toBe(true);
    }),
    { numRuns: 50 },
  );
});
