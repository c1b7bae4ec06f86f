import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import pMap from 'p-map';
import type { Load } from '../load.js';
import type { Scene } from '../services/scene.js';
import { temporalDatabases } from '../services/temporal-config.js';

export interface RestoreOptions {
  readonly scene: Scene;
  readonly load: Load;
  /** After how many starts the database is dumped, and after how many it is set back to that. */
  readonly moments: { readonly dump: number; readonly restore: number };
  readonly signal: AbortSignal;
}

const concurrency = 20;

/**
 * Sets Temporal's database back to an earlier moment under workers that live on: runs forget what they did since, and
 * younger ones are gone. Workers may hold what it has forgotten and answer from it, so all runs are then terminated, to be
 * started again. Resolves with the generations that this could reach.
 */
export async function restoreDatabase({ scene, load, moments, signal }: RestoreOptions): Promise<readonly string[]> {
  const { postgres, temporal, folder } = scene;
  const files = Object.values(temporalDatabases).map((name) => ({ name, file: join(folder, `${name}.dump`) }));
  const until = async (holds: () => boolean) => {
    while (!holds()) await pause(50, undefined, { signal });
  };

  await until(() => load.started().length >= moments.dump);
  for (const { name, file } of files) {
    // PostgreSQL may be killed in the middle of it.
    while (!(await succeeds(postgres.dump(name, file)))) await pause(500, undefined, { signal });
  }
  await until(() => load.started().length >= moments.restore && temporal.isUp() && postgres.isUp());
  await temporal.kill();
  const reached = load.started().slice();
  for (const { name, file } of files) await postgres.restore(name, file);
  await temporal.revive();
  await pMap(reached, (id) => end(scene.client, id, signal), { concurrency });
  return reached;
}

/** Terminates the run of an id, unless it has none that runs; repeats it while Temporal is away. */
async function end(client: Client, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return void (await client.workflow.getHandle(id).terminate('its database was restored'));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return;
      await pause(500, undefined, { signal });
    }
  }
}

const succeeds = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );
