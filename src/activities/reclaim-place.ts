import { log } from '@temporalio/activity';
import { placeLostSeconds, type Gate } from '../domain/gate.js';
import type { ModelId } from '../domain/models.js';
import { isFinal } from '../domain/task.js';
import { overdueFactor } from '../domain/time-limits.js';
import type { Place } from '../ledger/gates.js';
import type { AcceptanceRecord } from '../ledger/records.js';
import { adapterFor } from '../providers/gateway-accounts.js';
import { factsOf, typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { secondsSince } from './seconds-since.js';

/** A place that somebody may have left without giving it back. */
export interface SuspectPlace {
  readonly gate: Gate;
  readonly model: ModelId;
  readonly number: number;
}

/** Frees a place if it is proven that nothing runs in it any more. Never rejects: what can't be proven stays taken. */
export async function reclaimPlace(dependencies: ActivityDependencies, suspect: SuspectPlace): Promise<void> {
  const { gate, number } = suspect;
  const { gates } = dependencies;
  try {
    const place = await gates.owner(gate, number);
    const proof = place && (await proofOfEnd(dependencies, suspect, place));
    if (place === undefined || proof === undefined) return;
    await gates.free(gate, number, ({ nonce }) => nonce === place.nonce);
    log.info('a place that was left behind is free again', { ...gate, number, generation: place.id, proof });
  } catch (error) {
    log.warn('it can not be told whether a place is still needed: it stays taken', { ...gate, number, error });
  }
}

async function proofOfEnd(
  dependencies: ActivityDependencies,
  { gate, model, number }: SuspectPlace,
  { id, n, at }: Place,
): Promise<string | undefined> {
  const { ledger } = dependencies;
  const age = secondsSince(at);
  const entry = await ledger.find(id, n);
  if (entry.state === 'none') return age > placeLostSeconds ? 'its order was never sent' : undefined;
  const { record } = entry;
  const isHere = record?.model === gate.model && record.account === gate.account && (record.place ?? number) === number;
  if (record !== undefined && !isHere) return 'its order runs in another place';
  const closed = await ledger.closureOf(id, n);
  if (closed !== undefined) return `its order is closed: ${closed.closure.as}`;
  if (entry.state === 'accepted') return endOfTask(dependencies, model, entry.acceptance);
  const longest = Math.max(overdueFactor * typicalSecondsOf(dependencies, model), placeLostSeconds);
  return age > longest ? 'nobody has heard of its order for three typical times' : undefined;
}

async function endOfTask(
  dependencies: ActivityDependencies,
  model: ModelId,
  { task, acceptedAt, typicalSeconds }: AcceptanceRecord,
): Promise<string | undefined> {
  const age = secondsSince(acceptedAt);
  if (age > factsOf(dependencies, model).retentionSeconds) return 'its gateway keeps no tasks of that time';
  const status = await adapterFor(dependencies.accounts, model, task)?.readStatus(task.taskId);
  if (status === undefined) return undefined;
  // An end that the gateway may take back counts once a task of that age would be odd.
  const isOverdue = age > overdueFactor * typicalSeconds;
  return isFinal(status) || (status.state === 'failed' && isOverdue)
    ? `its task has ended: ${status.state}`
    : undefined;
}
