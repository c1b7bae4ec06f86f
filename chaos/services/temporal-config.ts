import { lowPort } from './low-port.js';
import { postgresUser } from './postgres.js';

/** The databases of a Temporal server, by the name of their schema. */
export const temporalDatabases = { temporal: 'temporal', visibility: 'temporal_visibility' } as const;

export interface TemporalConfigOptions {
  /** Where clients and workers reach it. */
  readonly port: number;
  readonly postgresPort: number;
  readonly dynamicConfigFile: string;
}

const loopback = '127.0.0.1';

/** Few, because all of them are on one machine. */
const historyShards = 4;

/** What a Temporal server of all four services in one process reads at its start; JSON is YAML too. */
export async function temporalConfig({
  port,
  postgresPort,
  dynamicConfigFile,
}: TemporalConfigOptions): Promise<object> {
  const rpc = async (grpcPort?: number) => ({
    rpc: { grpcPort: grpcPort ?? (await lowPort()), membershipPort: await lowPort(), bindOnIP: loopback },
  });
  const store = (databaseName: string, connections: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${loopback}:${postgresPort}`,
      connectProtocol: 'tcp',
      user: postgresUser,
      password: '',
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'main',
      visibilityStore: 'visibility',
      numHistoryShards: historyShards,
      datastores: { main: store(temporalDatabases.temporal, 20), visibility: store(temporalDatabases.visibility, 10) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: loopback } },
    services: { frontend: await rpc(port), matching: await rpc(), history: await rpc(), worker: await rpc() },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `${loopback}:${port}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
}
