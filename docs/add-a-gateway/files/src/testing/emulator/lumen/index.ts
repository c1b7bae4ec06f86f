import type { Gateway, Surroundings } from '../engine/dialect.js';
import { createGateway } from '../engine/gateway.js';
import { createOrderReader } from '../engine/read-order.js';
import { bodies } from './body.js';
import { errorWords } from './errors.js';
import { inputRules } from './input-rules.js';
import { toOrder } from './order.js';
import { newTaskId } from './task-id.js';
import { createTaskJson } from './task-json.js';

export interface LumenOptions {
  readonly startingBalance: string;
}

/** Lumen's Dream 1. It has no list of tasks, no balance to ask for, no callback and no cancel. */
export function createLumen(surroundings: Surroundings, { startingBalance }: LumenOptions): Gateway {
  const { task, submitted } = createTaskJson(surroundings);
  return createGateway(surroundings, {
    name: 'lumen',
    currency: 'USD',
    startingBalance,
    newTaskId,
    inputRules: () => inputRules,
    laneOf: () => 'account',
    errors: { order: errorWords, task: errorWords },
    submit: {
      path: '/renders',
      read: createOrderReader(bodies, toOrder),
      keyHeader: 'idempotency-key',
      answer: submitted,
    },
    status: { path: '/renders/:id', idOf: (request) => request.param('id') },
    task,
    otherRoutes: () => [],
  });
}
