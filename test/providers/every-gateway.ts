import fc from 'fast-check';
import type { Gateway } from '../../src/domain/models.js';
import type { GatewayTimeLimits } from '../../src/providers/gateway-client.js';
import type { Accepted } from '../../src/providers/video-model.js';
import * as aimlapi from './aimlapi/aimlapi.js';
import * as dashscope from './dashscope/dashscope.js';
import { bodiesOf, formless, something, type Body } from './hostile-answers.js';
import * as vtrix from './vtrix/vtrix.js';

interface Options {
  readonly apiKey?: string;
  readonly timeLimits?: GatewayTimeLimits;
}

/** How the tests that hold for every gateway speak to one. */
interface GatewayUnderTest {
  readonly gateway: Gateway;
  readonly submitterAt: (url: string, options?: Options) => () => Promise<Accepted>;
  readonly readStatusAt: (url: string) => Promise<unknown>;
  readonly taskId: string;
  /** A success as the gateway answers it. */
  readonly accepted: object;
  /** A refusal as the gateway answers it. */
  readonly refusal: (message: string, status: number) => object;
  /** What it may answer submissions, in its form and in others. */
  readonly bodies: fc.Arbitrary<Body>;
  /** When its own error is no refusal. @default never */
  readonly mayExist?: (text: string, status: number) => boolean;
}

const id = fc.stringMatching(/^task_\w{1,20}$/);

const vtrixUnderTest: GatewayUnderTest = {
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
      id.chain((task) => fc.constantFrom({ id: task }, { id: task, status: 'failed', error: 'no' })),
    ),
    bodiesOf(
      'own error that names a task',
      id.chain((task) =>
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

const aimlapiUnderTest: GatewayUnderTest = {
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
      id.chain((task) => fc.constantFrom({ id: task }, { id: task, status: 'error', meta: 'none' })),
    ),
    bodiesOf(
      'own error that names a task',
      id.chain((task) =>
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

const dashscopeUnderTest: GatewayUnderTest = {
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
      id.chain((task) =>
        fc.constantFrom<object>(
          { output: { task_id: task, task_status: 'PENDING' }, request_id: 'c0ffee' },
          { ...dashscope.refusal('no'), output: { task_id: task, task_status: 'FAILED' } },
        ),
      ),
    ),
    bodiesOf(
      'own error that names a task',
      id.chain((task) =>
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

/** The gateways that are not EvoLink, whose tests came first. */
export const everyGateway: readonly GatewayUnderTest[] = [vtrixUnderTest, aimlapiUnderTest, dashscopeUnderTest];
