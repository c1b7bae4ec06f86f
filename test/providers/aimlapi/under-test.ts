import fc from 'fast-check';
import { anId, type GatewayUnderTest } from '../gateway-under-test.js';
import { bodiesOf, formless, something } from '../hostile-answers.js';
import * as aimlapi from './aimlapi.js';

export const aimlapiUnderTest: GatewayUnderTest = {
  gateway: 'aimlapi',
  submitterAt: (url, options) => {
    const models = aimlapi.aimlapiAt(url, options);
    return () => aimlapi.submitSomething(models);
  },
  readStatusAt: (url) => aimlapi.readStatus(aimlapi.aimlapiAt(url)),
  taskId: aimlapi.taskId,
  accepted: { id: aimlapi.taskId, status: 'queued', meta: { usage: { credits_used: 1 } } },
  refusal: aimlapi.refusal,
  mayExist: (text, status) => !text.includes(`"statusCode":${status}`),
  bodies: fc.oneof(
    bodiesOf(
      'own error',
      fc
        .tuple(
          fc.oneof(something, fc.array(something, { minLength: 1 })),
          fc.oneof(fc.nat(), fc.constantFrom(400, 429)),
        )
        .map(([message, status]) => aimlapi.refusal(message, status)),
    ),
    bodiesOf(
      'task',
      anId.chain((task) => fc.constantFrom({ id: task }, { id: task, status: 'error', meta: 'none' })),
    ),
    bodiesOf(
      'own error that names a task',
      anId.chain((task) =>
        fc.constantFrom<object>(
          { ...aimlapi.refusal('no', 429), generation_id: task },
          { ...aimlapi.refusal('no', 403), data: { id: task } },
        ),
      ),
    ),
    bodiesOf('other', fc.constantFrom({ message: 'no' }, { error: 'no' }, { statusCode: 403 })),
    formless,
  ),
};
