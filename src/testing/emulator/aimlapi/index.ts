import type { Gateway, Surroundings } from '../engine/dialect.js';
import { createGateway } from '../engine/gateway.js';
import type { Job } from '../engine/job.js';
import { createListRoute } from '../engine/list-route.js';
import { createOrderReader } from '../engine/read-order.js';
import { createBalanceRoute } from './balance-route.js';
import { createBodies } from './body.js';
import { createErrorWords } from './errors.js';
import { inputRules } from './input-rules.js';
import { createListing } from './listing.js';
import { toOrder } from './order.js';
import { inDollars } from './prices.js';
import { newTaskId } from './task-id.js';
import { clientRequestId, createTaskJson } from './task-json.js';

export interface AimlapiOptions {
  readonly startingBalance: string;
  readonly logDelaySeconds: number;
}

/** AI/ML API's Wan 2.6 text-to-video, its log of requests and its balance. It has no callback and no cancel. */
export function createAimlapi(surroundings: Surroundings, options: AimlapiOptions): Gateway {
  const { task, submitted, row } = createTaskJson(surroundings);
  const errorWords = createErrorWords(surroundings.clock);
  return createGateway(surroundings, {
    name: 'aimlapi',
    currency: 'credits',
    startingBalance: options.startingBalance,
    newTaskId,
    inputRules: () => inputRules,
    laneOf: () => 'account',
    errors: { order: errorWords, task: errorWords },
    submit: {
      path: '/v2/video/generations',
      read: createOrderReader(createBodies(), toOrder),
      keyHeader: 'x-client-request-id',
      answer: submitted,
      headers,
    },
    status: { path: '/v2/video/generations', idOf: (request) => request.query('generation_id') },
    task,
    otherRoutes: (parts) => [
      createListRoute(parts, createListing({ row, logDelaySeconds: options.logDelaySeconds })),
      createBalanceRoute(parts),
    ],
  });
}

function headers({ id, order: { reserve, wireKey } }: Job): Readonly<Record<string, string>> {
  const sent = clientRequestId(wireKey);
  return {
    'x-inference-id': id,
    'x-aimlapi-credits-used': reserve.toFixed(),
    'x-aimlapi-usd-spent': String(inDollars(reserve)),
    ...(sent === undefined ? {} : { 'x-client-request-id': sent }),
  };
}
