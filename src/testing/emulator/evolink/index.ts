import type { CallbackRules } from '../engine/callbacks.js';
import type { Gateway, Surroundings } from '../engine/dialect.js';
import { createGateway } from '../engine/gateway.js';
import { createIdempotencyKeys } from '../engine/idempotency.js';
import { createListRoute } from '../engine/list-route.js';
import { createOrderReader } from '../engine/read-order.js';
import type { Durations } from '../options.js';
import { createBalanceRoute } from './balance-route.js';
import { createBatchRoute } from './batch-route.js';
import { createBodies } from './body.js';
import { orderErrorWords, taskErrorWords } from './errors.js';
import { inputRules } from './input-rules.js';
import { createListing } from './listing.js';
import { toOrder } from './order.js';
import { newTaskId } from './task-id.js';
import { createTaskJson } from './task-json.js';

export interface EvolinkOptions {
  readonly startingBalance: string;
  readonly idempotency: 'ignored' | 'honoured';
  readonly allowLoopbackCallbacks: boolean;
  readonly durations: Durations;
}

const callbackRules: CallbackRules = { timeoutMs: 10_000, retryAfterMs: [1000, 2000, 4000] };

/** EvoLink's three Wan 2.6 models, its tasks and its credits. */
export function createEvolink(surroundings: Surroundings, options: EvolinkOptions): Gateway {
  const { task, submitted, row } = createTaskJson(surroundings);
  const bodies = createBodies(options);
  return createGateway(surroundings, {
    name: 'evolink',
    currency: 'credits',
    startingBalance: options.startingBalance,
    newTaskId,
    inputRules: () => inputRules,
    laneOf: () => 'account',
    errors: { order: orderErrorWords, task: taskErrorWords },
    submit: {
      path: '/v1/videos/generations',
      read: createOrderReader(bodies, toOrder),
      keyHeader: 'idempotency-key',
      keys: options.idempotency === 'honoured' ? createIdempotencyKeys() : undefined,
      answer: submitted,
    },
    status: { path: '/v1/tasks/:id', idOf: (request) => request.param('id') },
    task,
    callbacks: callbackRules,
    otherRoutes: (parts) => [
      createListRoute(parts, createListing(row)),
      createBatchRoute(parts),
      createBalanceRoute(parts),
    ],
  });
}
