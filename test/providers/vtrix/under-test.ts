import fc from 'fast-check';
import { anId, type GatewayUnderTest } from '../gateway-under-test.js';
import { bodiesOf, formless, something } from '../hostile-answers.js';
import * as vtrix from './vtrix.js';

export const vtrixUnderTest: GatewayUnderTest = {
  gateway: 'vtrix',
  submitterAt: (url, options) => {
    const models = vtrix.vtrixAt(url, options);
    return () => vtrix.submitSomething(models);
  },
  readStatusAt: (url) => vtrix.readStatus(vtrix.vtrixAt(url)),
  taskId: vtrix.taskId,
  accepted: { id: vtrix.taskId, status: 'in_progress', model: 'wan26_t2v', progress: 0 },
  refusal: (message) => ({ message }),
  mayExist: (text) => /"code":"00102609[678]"/.test(text),
  bodies: fc.oneof(
    bodiesOf(
      'own error',
      fc.oneof(
        something.map((message) => ({ message })),
        something.map((error) => ({ error })),
        fc
          .tuple(something, fc.oneof(something, fc.nat(), fc.constantFrom('001026001', '001026096', '001026098')))
          .map(([message, code]) => ({ error: { message, code } })),
      ),
    ),
    bodiesOf(
      'task',
      anId.chain((task) => fc.constantFrom({ id: task }, { id: task, status: 'failed', error: 'no' })),
    ),
    bodiesOf(
      'own error that names a task',
      anId.chain((task) =>
        fc.constantFrom<object>(
          { message: 'no', data: { id: task } },
          { message: 'no', task_id: task },
          { error: { message: 'no', taskId: task } },
          { error: 'no', output: [{ id: task }] },
        ),
      ),
    ),
    formless,
  ),
};
