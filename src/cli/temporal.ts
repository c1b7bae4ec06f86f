import { Client, Connection, isGrpcServiceError, ServiceError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ConfigError } from '../config.js';
import { parseHostAndPort } from '../domain/host-and-port.js';
import { repeatCalls } from './repeated-calls.js';
import { restateTemporalTrouble, temporalOutOfReach } from './temporal-trouble.js';
import { messageOf } from '../domain/message-of.js';

/** How long Temporal may take to answer the first call, in milliseconds. */
const connectTimeoutMs = 5_000;

/** Left to itself, gRPC looks for a server that was away for long only every two minutes, and callbacks get lost. */
const longestReconnectPauseMs = 2_000;

/** Where Temporal's own variables and profiles say that it is. Throws a `ConfigError` when they make no sense. */
export function temporalFromEnvironment() {
  const { connectionOptions, namespace = 'default' } = loadTemporalConfig();
  const address = connectionOptions.address || 'localhost:7233';
  if (parseHostAndPort(address) === undefined) {
    throw new ConfigError([`TEMPORAL_ADDRESS: '${address}' is not host:port, such as localhost:7233`]);
  }
  return { connectionOptions: { ...connectionOptions, address }, namespace, address };
}

function loadTemporalConfig() {
  try {
    return loadClientConnectConfig();
  } catch (error) {
    throw new ConfigError([`Temporal's configuration: ${messageOf(error)}`]);
  }
}

/** Runs `use` with a client for the configured Temporal, and closes its connection. */
export async function withTemporalClient<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const { connectionOptions, namespace, address } = temporalFromEnvironment();
  const calls = repeatCalls();
  const connection = await Connection.connect({
    ...connectionOptions,
    interceptors: calls.interceptors,
    connectTimeout: connectTimeoutMs,
    channelArgs: { 'grpc.max_reconnect_backoff_ms': longestReconnectPauseMs },
  }).catch((error: unknown) => {
    const answered = error instanceof ServiceError || isGrpcServiceError(error);
    throw answered ? restateTemporalTrouble(error, { address, namespace }) : temporalOutOfReach(address, error);
  });
  try {
    return await use(new Client({ connection, namespace }));
  } catch (error) {
    throw restateTemporalTrouble(error, { address, namespace });
  } finally {
    calls.end();
    await connection.close();
  }
}
