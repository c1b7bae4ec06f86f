import type { Gateway, Surroundings } from '../engine/dialect.js';
import type { Refusal } from '../engine/errors.js';
import { createGateway } from '../engine/gateway.js';
import { createListRoute } from '../engine/list-route.js';
import { createOrderReader } from '../engine/read-order.js';
import { createBodies } from './body.js';
import { createCancelRoute } from './cancel-route.js';
import { orderErrorWords, taskErrorWords } from './errors.js';
import { inputRules } from './input-rules.js';
import { createListing } from './listing.js';
import { toOrder } from './order.js';
import { newTaskId } from './task-id.js';
import { createTaskJson } from './task-json.js';

export interface DashscopeOptions {
  readonly startingBalance: string;
}

const daySeconds = 24 * 60 * 60;

/** DashScope's five Wan 2.6 models, its list of tasks and its cancel. It has no callback. */
export function createDashscope(surroundings: Surroundings, options: DashscopeOptions): Gateway {
  const { task, submitted, row } = createTaskJson(surroundings);
  return createGateway(surroundings, {
    name: 'dashscope',
    currency: 'CNY',
    startingBalance: options.startingBalance,
    newTaskId,
    inputRules,
    laneOf: ({ model }) => model,
    retentionSeconds: daySeconds,
    errors: { order: orderErrorWords, task: taskErrorWords },
    submit: {
      path: '/api/v1/services/aigc/video-generation/video-synthesis',
      judge: judgeHeaders,
      read: createOrderReader(createBodies(), toOrder),
      keyHeader: 'idempotency-key',
      answer: submitted,
    },
    status: { path: '/api/v1/tasks/:id', idOf: (request) => request.param('id') },
    task,
    otherRoutes: (parts) => [createListRoute(parts, createListing(row)), createCancelRoute(parts)],
  });
}

const judgeHeaders = (header: (name: string) => string | undefined): Refusal | undefined =>
  header('x-dashscope-async') === 'enable'
    ? undefined
    : { status: 403, message: 'current user api does not support synchronous calls.' };
