import type { Client } from '@temporalio/client';
import { deliverCallback } from '../client/deliver-callback.js';
import { createCallbackUrls, type CallbackUrlsOptions } from './callback-urls.js';
import { createReceiver, type ReceiverOptions } from './receiver.js';
import { listen, type Listening, type ListenOptions } from './listen.js';

/** Where gateways reach it is not asked for: an address is read with its secret alone. */
export interface ReceiveCallbacksOptions
  extends ListenOptions, Omit<CallbackUrlsOptions, 'publicUrl'>, Pick<ReceiverOptions, 'onError'> {}

/** Listens for callbacks and hands them to Temporal. Rejects when the address can't be had. */
export function receiveCallbacks(
  client: Client,
  { secret, previousSecret, onError, ...address }: ReceiveCallbacksOptions,
): Promise<Listening> {
  const receive = createReceiver({
    urls: createCallbackUrls({ publicUrl: '', secret, previousSecret }),
    deliver: (callback) => deliverCallback(client, callback),
    onError,
  });
  return listen(receive, address);
}
