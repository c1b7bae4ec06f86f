import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { decodeArrayFromPayloads } from './data-conversion.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import { GenerationError } from './generation-error.js';

/** Rejects with `ID_REUSED` unless the run of this id is a generation of the request with this digest. */
export async function assertSameOrder(
  client: Client,
  digest: string,
  run: WorkflowExecutionDescription,
): Promise<void> {
  const { workflowId: id, type, memo } = run;
  const isGeneration = type === 'generateVideo';
  const earlier = isGeneration && (memo?.['reelworkRequestDigest'] ?? (await digestOfInput(client, run)));
  if (earlier === digest) return;
  const message = `the id was used for ${isGeneration ? 'another request' : `a workflow of type ${type}`}; another take needs another id`;
  throw new GenerationError(id, { schema: 1, code: 'ID_REUSED', message, billed: 'no' }, undefined);
}

/** A run that a foreign client started has no digest in its memo, but like every run it has its request. */
async function digestOfInput(client: Client, { workflowId, runId }: WorkflowExecutionDescription): Promise<string> {
  const { namespace, loadedDataConverter } = client.options;
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  const [request] = await decodeArrayFromPayloads(loadedDataConverter, started?.input?.payloads);
  return requestDigest(request);
}
