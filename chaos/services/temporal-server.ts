import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { searchAttributes } from '../../src/domain/search-attributes.js';
import { startChildService } from '../../src/testing/local-stack/child-service.js';
import { lowPort } from './low-port.js';
import { registerSearchAttributes } from '../../src/testing/local-stack/register-search-attributes.js';
import { runCommand } from '../../src/testing/local-stack/run-command.js';
import { postgresUser, type Postgres } from './postgres.js';
import type { Programs } from './programs.js';
import { supervise, type Supervised } from './supervised.js';
import { temporalConfig, temporalDatabases } from './temporal-config.js';

export interface TemporalServer extends Supervised {
  /** `host:port` for clients and workers. */
  readonly address: string;
}

export interface TemporalServerOptions {
  readonly programs: Pick<Programs, 'temporalServer' | 'temporalSql'>;
  readonly postgres: Postgres;
  readonly folder: string;
}

const namespace = 'default';
const retentionSeconds = 7 * 24 * 3600;
/** gRPC's status code for something that exists. */
const grpcAlreadyExists = 6;
const isAlreadyThere = ({ code }: { readonly code: number }) => code === grpcAlreadyExists;
const commandLimitMs = 60_000;

/** Starts a Temporal server whose every word is in PostgreSQL, with a namespace and Reelwork's search attributes. */
export async function startTemporalServer({
  programs,
  postgres,
  folder,
}: TemporalServerOptions): Promise<TemporalServer> {
  await mkdir(folder, { recursive: true });
  await createSchemas(programs.temporalSql, postgres.port);
  const port = await lowPort();
  const address = `127.0.0.1:${port}`;
  const dynamicConfigFile = join(folder, 'dynamic.yaml');
  await writeFile(dynamicConfigFile, '{}\n');
  const config = await temporalConfig({ port, postgresPort: postgres.port, dynamicConfigFile });
  await writeFile(join(folder, 'development.yaml'), JSON.stringify(config, null, 2));

  const server = await supervise(() =>
    startChildService({
      name: 'The Temporal server',
      command: programs.temporalServer,
      commandArguments: [`--root=${folder}`, '--config=.', '--env=development', '--allow-no-auth', 'start'],
      environment: {},
      logFile: join(folder, 'temporal.log'),
      answers: () => prepareNamespace(address),
      stopGraceMs: 5_000,
    }),
  );
  return { ...server, address };
}

async function createSchemas(tool: string, port: number): Promise<void> {
  for (const [schema, database] of Object.entries(temporalDatabases)) {
    const at = [
      '--plugin=postgres12',
      '--ep=127.0.0.1',
      `--port=${port}`,
      `--user=${postgresUser}`,
      `--db=${database}`,
    ];
    const run = (...words: string[]) =>
      runCommand(tool, [...at, ...words], { environment: {}, limitMs: commandLimitMs });
    await run('create-database');
    await run('setup-schema', '--version=0.0');
    await run('update-schema', `--schema-name=postgresql/v12/${schema}`);
  }
}

/** Rejects until the namespace can be used, and does what is missing for that. */
async function prepareNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '1 second' });
  try {
    await connection.withDeadline(Date.now() + 2_000, async () => {
      await connection.workflowService
        .registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: retentionSeconds as never } })
        .catch((error: unknown) => {
          if (!isGrpcServiceError(error) || !isAlreadyThere(error)) throw error;
        });
      const missing = await registerSearchAttributes(connection, namespace, searchAttributes);
      if (missing.length > 0) throw new Error(`search attributes not usable yet: ${missing.join(', ')}`);
    });
  } finally {
    await connection.close();
  }
}
