import { join } from 'node:path';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import type { Bill } from '../../src/testing/index.js';
import type { Scene } from '../services/scene.js';
import { fileDigest } from './file-digest.js';

/** A job that the gateway took and that costs money unless it fails, by the gateway's own books. */
export interface AcceptedJob {
  readonly taskId: string;
  /** Whose it is; `undefined` for one that nobody can have ordered. */
  readonly id: string | undefined;
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  /** Credits, as a decimal string. */
  readonly charged: string;
  /** Hex, of the video that was made. */
  readonly sha256: string | undefined;
  /** Whether a receiver has taken a callback for it. */
  readonly calledBack: boolean;
}

/** All jobs that the gateway took. */
export async function acceptedJobs({ gateway, callbackDoor, secrets, folder }: Scene): Promise<readonly AcceptedJob[]> {
  const bill = (await (await fetch(`${gateway.url}/__bill?perTask`)).json()) as Bill;
  const urls = createCallbackUrls({ publicUrl: '', secret: secrets.callbackSecret });
  const callbacks = new Map(
    callbackDoor.seen().map(({ path, body }) => [(JSON.parse(body) as { id: string }).id, path]),
  );
  return Promise.all(
    (bill.perTask ?? []).map(async ({ id: taskId, state, charged }): Promise<AcceptedJob> => {
      const path = callbacks.get(taskId) ?? '';
      return {
        taskId,
        id: urls.submissionFrom(path)?.id,
        state,
        charged,
        sha256: await fileDigest(join(folder, 'gateway/videos', `${taskId}.mp4`)),
        calledBack: callbackDoor.wasTaken(path),
      };
    }),
  );
}
