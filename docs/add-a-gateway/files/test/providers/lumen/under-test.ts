import fc from 'fast-check';
import { anId, type GatewayUnderTest } from '../gateway-under-test.js';
import { bodiesOf, formless, something } from '../hostile-answers.js';
import * as lumen from './lumen.js';

export const lumenUnderTest: GatewayUnderTest = {
  gateway: 'lumen',
  submitterAt: (url, options) => {
    const models = lumen.lumenAt(url, options);
    return () => lumen.submitSomething(models);
  },
  readStatusAt: (url) => lumen.readStatus(lumen.lumenAt(url)),
  taskId: lumen.taskId,
  accepted: { id: lumen.taskId, phase: 'waiting', price: { held: '0.40' } },
  refusal: (says) => lumen.refusal(says),
  bodies: fc.oneof(
    bodiesOf(
      'own error',
      fc
        .tuple(something, fc.oneof(something, fc.constantFrom('unsafe_text', 'no_funds')))
        .map(([says, kind]) => lumen.refusal(says, kind)),
    ),
    bodiesOf(
      'task',
      anId.chain((id) => fc.constantFrom<object>({ id }, { id, phase: 'broken', ...lumen.refusal('no') })),
    ),
    bodiesOf(
      'own error that names a task',
      anId.chain((id) =>
        fc.constantFrom<object>(
          { ...lumen.refusal('no'), task_id: id },
          { problem: { kind: 'no_funds', says: 'no', taskId: id } },
        ),
      ),
    ),
    bodiesOf('other', fc.constantFrom({ message: 'no' }, { problem: 'no' }, { problem: { kind: 'no_funds' } })),
    formless,
  ),
};
