import { createHash } from 'node:crypto';
import { isGrpcServiceError, type Client } from '@temporalio/client';
import { encodeToPayloads } from './data-conversion.js';
import { supersededRunId } from '../domain/ids.js';
import { callbackReceived, type CallbackHint } from '../workflows/messages.js';

/** How long Temporal may take to accept a callback, in milliseconds: shorter than a gateway waits for our answer. */
const deliveryTimeoutMs = 5_000;

/** gRPC's status code for a workflow that is closed or unknown. */
const grpcNotFound = 5;
const isNotFound = ({ code }: { readonly code: number }) => code === grpcNotFound;

export interface CalledBack extends CallbackHint {
  /** The generation that was called. */
  readonly id: string;
}

/** The same status code as a closed run's, but nobody has taken the callback. */
const namespaceIsMissing = /^namespace .* not found/i;

/**
 * Hands a callback to its generation. Resolves once Temporal has durably taken it, or says that the run is closed;
 * rejects while Temporal is away. Repeats within a minute carry the same request id, so the server drops them.
 */
export async function deliverCallback(
  client: Client,
  { id, ...hint }: CalledBack,
): Promise<'delivered' | 'run-closed'> {
  const delivery = await signalRun(client, id, hint);
  // A submission that its generation ended without has a run of its own, if anybody still waits for it.
  return delivery === 'delivered' ? delivery : signalRun(client, supersededRunId(id, hint.n), hint);
}

async function signalRun(client: Client, id: string, hint: CallbackHint): Promise<'delivered' | 'run-closed'> {
  const minute = Math.floor(Date.now() / 60_000);
  const name = JSON.stringify([id, hint.n, hint.taskId ?? null, minute]);
  const { namespace, identity, loadedDataConverter } = client.options;
  try {
    await client.withDeadline(Date.now() + deliveryTimeoutMs, async () =>
      client.workflowService.signalWorkflowExecution({
        namespace,
        identity,
        workflowExecution: { workflowId: id },
        signalName: callbackReceived.name,
        input: { payloads: await encodeToPayloads(loadedDataConverter, hint) },
        requestId: `reelwork-callback-${createHash('sha256').update(name).digest('hex')}`,
      }),
    );
    return 'delivered';
  } catch (error) {
    if (isGrpcServiceError(error) && isNotFound(error) && !namespaceIsMissing.test(error.details)) return 'run-closed';
    throw error;
  }
}
