import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { ServiceOutOfReach } from './service-out-of-reach.js';

/** How long Temporal may take to answer the first call, in milliseconds. */
const connectTimeoutMs = 5_000;

function connectConfig() {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const address = connectionOptions.address ?? 'localhost:7233';
  return { connectionOptions: { ...connectionOptions, address }, namespace, address };
}

const outOfReach = (address: string, cause: unknown) =>
  new ServiceOutOfReach(
    'TEMPORAL_OUT_OF_REACH',
    `Temporal does not answer at ${address}. Start it, or set TEMPORAL_ADDRESS; \`reelwork dev\` starts a local one.`,
    { cause },
  );

/** Runs `use` with a client for the configured Temporal, and closes its connection. */
export async function withTemporalClient<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const { connectionOptions, namespace, address } = connectConfig();
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: connectTimeoutMs }).catch(
    (error: unknown) => {
      throw outOfReach(address, error);
    },
  );
  try {
    return await use(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

/** A connection for workers to the configured Temporal. */
export async function connectWorker(): Promise<{ connection: NativeConnection; namespace: string; address: string }> {
  const { connectionOptions, namespace, address } = connectConfig();
  try {
    return { connection: await NativeConnection.connect(connectionOptions), namespace, address };
  } catch (error) {
    throw outOfReach(address, error);
  }
}
