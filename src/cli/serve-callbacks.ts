import type { Client } from '@temporalio/client';
import { receiveCallbacks } from '../callbacks/receive-callbacks.js';
import type { Listening } from '../callbacks/listen.js';
import { ConfigError, need, type Config } from '../config.js';
import { parseHostAndPort } from '../domain/host-and-port.js';
import { messageOf } from '../domain/message-of.js';

/** What the variables of callbacks are for, where one is missing. */
export const callbackPurposes = {
  CALLBACK_PUBLIC_URL: 'where gateways reach this receiver',
  CALLBACK_SECRET: 'signs the addresses given to gateways; any long random text',
} as const;

/** The callback settings, or a `ConfigError` that says which one is missing. */
export function callbackUrlsOptions(config: Config) {
  const { CALLBACK_PUBLIC_URL: publicUrl, CALLBACK_SECRET: secret } = need(config, callbackPurposes);
  return { publicUrl, secret, previousSecret: config.CALLBACK_SECRET_PREVIOUS };
}

/** Receives callbacks on `CALLBACK_LISTEN` and hands them to Temporal. */
export async function serveCallbacks(client: Client, config: Config, say: (line: string) => void): Promise<Listening> {
  const { secret, previousSecret } = callbackUrlsOptions(config);
  const listening = await receiveCallbacks(client, {
    // The configuration has let nothing else through.
    ...parseHostAndPort(config.CALLBACK_LISTEN)!,
    secret,
    previousSecret,
    onError: (error) => say(`a callback could not be handed to Temporal: ${messageOf(error)}`),
  }).catch((error: unknown) => {
    const reason = messageOf(error);
    throw new ConfigError([`CALLBACK_LISTEN: nothing can be received on '${config.CALLBACK_LISTEN}': ${reason}`]);
  });
  say(`callbacks are received on ${listening.url}`);
  return listening;
}
