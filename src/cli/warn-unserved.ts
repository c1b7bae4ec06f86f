import type { Client } from '@temporalio/client';
import { hasSubmitter } from '../client/workers.js';
import { keyVariable } from '../config/gateway-variables.js';
import { gatewayOf, type ModelId } from '../domain/models.js';
import { submitQueue } from '../domain/task-queues.js';

/** An order that is about to be started. */
interface ComingOrder {
  readonly taskQueue: string;
  readonly model: ModelId;
  readonly account?: string | undefined;
}

/** Says that an order will wait where no worker has a key for its gateway: Temporal keeps it until one comes. */
export async function warnIfUnserved(
  client: Client,
  { taskQueue, model, account }: ComingOrder,
  say: (line: string) => void,
): Promise<void> {
  const gateway = gatewayOf(model);
  if (await hasSubmitter(client, taskQueue, gateway)) return;
  say(
    `No worker asks for orders to ${gateway} (task queue '${submitQueue(taskQueue, gateway)}'): until one does, this one ` +
      `waits, and nothing is paid. Set ${keyVariable(gateway, account)} where a worker runs.`,
  );
}
