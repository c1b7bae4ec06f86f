import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { requestDigest } from '../domain/requests/request-digest.js';
import { GenerationError } from './generation-error.js';
import { inputOf } from './run-input.js';

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
async function digestOfInput(client: Client, run: WorkflowExecutionDescription): Promise<string> {
  const [request] = await inputOf(client, run);
  return requestDigest(request);
}
