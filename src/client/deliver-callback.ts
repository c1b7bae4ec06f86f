import { createHash } from 'node:crypto';
import { isGrpcServiceError, type Client } from '@temporalio/client';
import { supersededRunId } from '../domain/ids.js';
import { callbackLimits } from '../domain/time-limits.js';
import { callbackReceived, type CallbackHint } from '../workflows/messages.js';
import { encodeToPayloads } from './data-conversion.js';

/** gRPC's status code for a workflow that is closed or unknown. */
const grpcNotFound = 5;
const isNotFound = ({ code }: { readonly code: number }) => code === grpcNotFound;

/** A callback of a gateway, as far as it is read. */
export interface CalledBack extends CallbackHint {
  /** The generation that was called. */
  readonly id: string;
  /** Tells a repetition from another callback; without one, the task id alone does. */
  readonly bodyDigest?: string | undefined;
}

/** The same status code as a closed run's, but nobody has taken the callback. */
const namespaceIsMissing = /^namespace .* not found/i;

/**
 * Hands a callback to its generation. Resolves once Temporal has durably taken it, or says that the run is closed;
 * rejects while Temporal is away. A callback that says the same within a minute carries the same request id, so the
 * server drops it.
 */
export async function deliverCallback(
  client: Client,
  { id, bodyDigest, ...hint }: CalledBack,
): Promise<'delivered' | 'run-closed'> {
  const said = [hint.n, hint.taskId ?? null, bodyDigest ?? null];
  return client.withDeadline(Date.now() + callbackLimits.delivery * 1000, async () => {
    const delivery = await signalRun(client, { id, hint, said });
    if (delivery === 'delivered') return delivery;
    // A submission that its generation ended without has a run of its own, if anybody still waits for it.
    return signalRun(client, { id: supersededRunId(id, hint.n), hint, said });
  });
}

interface Signal {
  readonly id: string;
  readonly hint: CallbackHint;
  /** What makes it another callback than the one before. */
  readonly said: readonly unknown[];
}

async function signalRun(client: Client, { id, hint, said }: Signal): Promise<'delivered' | 'run-closed'> {
  const minute = Math.floor(Date.now() / 60_000);
  const name = JSON.stringify([id, ...said, minute]);
  const { namespace, identity, loadedDataConverter } = client.options;
  try {
    await client.workflowService.signalWorkflowExecution({
      namespace,
      identity,
      workflowExecution: { workflowId: id },
      signalName: callbackReceived.name,
      input: { payloads: await encodeToPayloads(loadedDataConverter, hint) },
      requestId: `reelwork-callback-${createHash('sha256').update(name).digest('hex')}`,
    });
    return 'delivered';
  } catch (error) {
    if (isGrpcServiceError(error) && isNotFound(error) && !namespaceIsMissing.test(error.details)) return 'run-closed';
    throw error;
  }
}
