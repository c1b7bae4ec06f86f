import fc from 'fast-check';
import type { GatewayUnderTest } from '../gateway-under-test.js';
import { bodiesOf, formless, something, words } from '../hostile-answers.js';
import * as evolink from './evolink.js';

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

export const evolinkUnderTest: GatewayUnderTest = {
  gateway: 'evolink',
  submitterAt: (url, options) => {
    const models = evolink.evolinkAt(url, options);
    return () => evolink.submitSomething(models);
  },
  readStatusAt: (url) => evolink.readStatus(evolink.evolinkAt(url)),
  taskId: evolink.taskId,
  idForm: 'documented',
  accepted: { id: evolink.taskId, status: 'pending', task_info: { estimated_time: 120 } },
  refusal: (message, status) => ({ error: { code: status, message, type: 'some_error' } }),
  mayExist: (text) => /"code":"(idempotency_conflict|paid_outcome_unknown)"/.test(text),
  bodies: fc.oneof(ownError, naming, task, other, formless),
};
