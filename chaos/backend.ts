import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { indexedState } from '../src/client/generation-status.js';
import { GenerationError } from '../src/client/generation-error.js';
import { VideoClient } from '../src/client/video-client.js';
import type { GenerationResult } from '../src/domain/result.js';
import type { Order } from './orders.js';
import type { QuarantineWatch } from './quarantine.js';

/** How a generation rests when nothing more happens to it by itself. */
export type Settled =
  | { readonly state: 'ended'; readonly result: GenerationResult }
  | { readonly state: 'failed'; readonly error: GenerationError }
  | { readonly state: 'quarantined' };

export interface BackendOptions {
  readonly client: Client;
  readonly taskQueue: string;
  readonly quarantine: QuarantineWatch;
  /** Aborted: it gives up waiting. */
  readonly signal: AbortSignal;
}

const betweenTriesMs = 500;

/** What a user's backend does: it wants a video under an id, and starts the same id again for as long as it has none. */
export function createBackend({ client, taskQueue, quarantine, signal }: BackendOptions) {
  const videos = new VideoClient({ client, taskQueue });

  /** Confirmed by the run itself: after a restoration the index also shows runs as they were. */
  async function untilQuarantined(id: string, given: AbortSignal): Promise<void> {
    for (;;) {
      await quarantine.untilThere(id);
      if (given.aborted) return;
      const description = await client.workflow.getHandle(id).describe();
      if (description.status.name === 'RUNNING' && indexedState(description) === 'quarantined') return;
    }
  }

  async function once({ id, request }: Order): Promise<Settled> {
    const generation = await videos.start(id, request);
    const waiting = new AbortController();
    const ended = generation.outcome({ signal: AbortSignal.any([signal, waiting.signal]) });
    try {
      return await Promise.race([
        ended.then((result) => ({ state: 'ended', result }) as const),
        untilQuarantined(id, waiting.signal).then(() => ({ state: 'quarantined' }) as const),
      ]);
    } finally {
      waiting.abort();
      ended.catch(() => {});
    }
  }

  /** Starts or joins a generation until it rests. What Temporal ended or forgot meanwhile is started again. */
  return async function settle(order: Order): Promise<Settled> {
    for (;;) {
      try {
        return await once(order);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof GenerationError && error.code !== 'TERMINATED') return { state: 'failed', error };
        await pause(betweenTriesMs);
      }
    }
  };
}
