import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { CallbackUrlsOptions } from '../../callbacks/callback-urls.js';
import { receiveCallbacks } from '../../callbacks/receive-callbacks.js';
import type { Own } from './services.js';

/** Starts a callback receiver on a free port, and says what a worker needs to have itself called there. */
export async function startLocalCallbacks(own: Own, client: Client): Promise<CallbackUrlsOptions> {
  const secret = randomBytes(32).toString('base64url');
  const listening = await receiveCallbacks(client, { port: 0, secret });
  own({ stop: () => listening.close() });
  return { publicUrl: listening.url, secret };
}
