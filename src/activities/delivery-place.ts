import type { StoredGeneration } from '../domain/result.js';
import type { Task } from '../domain/task.js';
import { isMadeWith } from '../storage/find-stored.js';
import { ObjectConflict } from '../storage/publish.js';
import type { ActivityDependencies } from './dependencies.js';

/** Whose video it is. */
export interface PaidTask {
  /** Of the generation. */
  readonly id: string;
  readonly n: number;
  readonly task: Task;
  /** Whether another submission has superseded this one. */
  readonly isLate: boolean;
}

/** By which an object is known as this task's own. */
export const madeFor = ({ gateway, account, taskId }: Task) => ({
  'reelwork-task': [gateway, account, taskId].map(encodeURIComponent).join('/'),
});

/**
 * Where a task's video lies, or shall lie: at its generation's own place, or below its submission where it is late, or
 * comes second. Whatever lies at the generation's place stays there.
 */
export async function videoKey(
  { bucket, keys }: Pick<ActivityDependencies, 'bucket' | 'keys'>,
  { id, n, task, isLate }: PaidTask,
): Promise<string> {
  const place = keys.video(id);
  const object = await bucket.head(place);
  const isPlace = object === undefined ? !isLate : isMadeWith(madeFor(task), object);
  return isPlace ? place : keys.video(id, n);
}

/** The manifest of a task's video, if it has been written. */
export async function readManifest(
  { manifests }: Pick<ActivityDependencies, 'manifests'>,
  { id, n, task, isLate }: PaidTask,
): Promise<StoredGeneration | undefined> {
  const standing = isLate ? undefined : await manifests.read(id);
  if (standing?.taskId === task.taskId) return standing;
  const below = isLate || standing !== undefined ? await manifests.read(id, n) : undefined;
  return below?.taskId === task.taskId ? below : undefined;
}

/** Writes the manifest of a task's video: where its generation has one of another task's already, below its submission. */
export async function writeManifest(
  { manifests, keys }: Pick<ActivityDependencies, 'manifests' | 'keys'>,
  { id, n, task, isLate }: PaidTask,
  manifest: StoredGeneration,
): Promise<StoredGeneration> {
  const standing = isLate ? undefined : await manifests.write(manifest);
  if (standing?.taskId === task.taskId) return standing;
  const below = await manifests.write(manifest, n);
  if (below.taskId !== task.taskId) throw new ObjectConflict(keys.manifest(id, n));
  return below;
}
