import fc from 'fast-check';
import { anId, type GatewayUnderTest } from '../gateway-under-test.js';
import { bodiesOf, formless, something } from '../hostile-answers.js';
import * as dashscope from './dashscope.js';

export const dashscopeUnderTest: GatewayUnderTest = {
  gateway: 'dashscope',
  submitterAt: (url, options) => {
    const models = dashscope.dashscopeAt(url, options);
    return () => dashscope.submitSomething(models);
  },
  readStatusAt: (url) => dashscope.readStatus(dashscope.dashscopeAt(url)),
  taskId: dashscope.taskId,
  accepted: { output: { task_status: 'PENDING', task_id: dashscope.taskId } },
  refusal: (message) => dashscope.refusal(message),
  bodies: fc.oneof(
    bodiesOf(
      'own error',
      fc
        .tuple(something, fc.oneof(something, fc.constantFrom('Arrearage', 'InvalidApiKey', 'DataInspectionFailed')))
        .map(([message, code]) => dashscope.refusal(message, code)),
    ),
    bodiesOf(
      'task',
      anId.chain((task) =>
        fc.constantFrom<object>(
          { output: { task_id: task, task_status: 'PENDING' }, request_id: 'c0ffee' },
          { ...dashscope.refusal('no'), output: { task_id: task, task_status: 'FAILED' } },
        ),
      ),
    ),
    bodiesOf(
      'own error that names a task',
      anId.chain((task) =>
        fc.constantFrom<object>(
          { ...dashscope.refusal('no'), output: { id: task } },
          { ...dashscope.refusal('no', 'Throttling'), task_id: task },
        ),
      ),
    ),
    bodiesOf('other', fc.constantFrom({ message: 'no' }, { error: 'no' }, { code: 403, message: 'no' })),
    formless,
  ),
};
