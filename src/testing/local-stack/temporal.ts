import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { searchAttributes as ownSearchAttributes, type SearchAttributeType } from '../../domain/search-attributes.js';
import { startChildService, type ChildService } from './child-service.js';
import { assertFreePort, freePort } from './ports.js';
import { registerSearchAttributes } from './register-search-attributes.js';

export interface TemporalOptions {
  /** The Temporal command line; see `findTemporal`. */
  readonly path: string;
  /** Holds the database and the log. A server started on the same folder again goes on where the last one ended. */
  readonly folder: string;
  /** @default a free one */
  readonly port?: number;
  /** @default a free one */
  readonly uiPort?: number;
  /** @default the namespace `default` only, which always exists */
  readonly namespace?: string;
  /** @default those that Reelwork sets */
  readonly searchAttributes?: Readonly<Record<string, SearchAttributeType>>;
  /** What a power cut may cost: `normal` the last moments, `full` nothing, at half the speed. @default 'normal' */
  readonly durability?: 'normal' | 'full';
}

/** A running Temporal dev server. */
export interface Temporal extends ChildService {
  /** `host:port` for clients and workers. */
  readonly address: string;
  readonly uiUrl: string;
}

/** Starts a Temporal dev server on loopback, and resolves when its namespace and search attributes can be used. */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const {
    path,
    folder,
    namespace = 'default',
    searchAttributes = ownSearchAttributes,
    durability = 'normal',
  } = options;
  const port = await givenOrFree(options.port, 'Temporal');
  const uiPort = await givenOrFree(options.uiPort, 'the Temporal UI');
  const address = `127.0.0.1:${port}`;
  const uiUrl = `http://127.0.0.1:${uiPort}`;
  await mkdir(folder, { recursive: true });

  const service = await startChildService({
    name: 'The Temporal dev server',
    command: path,
    commandArguments: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--ui-port=${uiPort}`,
      `--namespace=${namespace}`,
      `--db-filename=${join(folder, 'temporal.sqlite')}`,
      '--sqlite-pragma=journal_mode=wal',
      `--sqlite-pragma=synchronous=${durability}`,
      ...Object.entries(searchAttributes).map(([name, type]) => `--search-attribute=${name}=${type}`),
      '--log-level=warn',
    ],
    environment: {},
    logFile: join(folder, 'temporal.log'),
    answers: async (signal) => {
      // First, because a refused HTTP request fails at once, while a gRPC channel waits before it tries again.
      await fetch(uiUrl, { signal });
      await assertUsable(address, namespace, searchAttributes);
    },
  });
  return { ...service, address, uiUrl };
}

async function givenOrFree(port: number | undefined, purpose: string): Promise<number> {
  if (port === undefined) return freePort();
  await assertFreePort(port, purpose);
  return port;
}

async function assertUsable(
  address: string,
  namespace: string,
  attributes: Readonly<Record<string, SearchAttributeType>>,
): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '1 second' });
  try {
    await connection.withDeadline(Date.now() + 1_000, async () => {
      await connection.workflowService.describeNamespace({ namespace });
      // A database of an earlier version knows fewer of them, and the command line adds none to it.
      const missing = await registerSearchAttributes(connection, namespace, attributes);
      if (missing.length > 0) throw new Error(`search attributes not usable yet: ${missing.join(', ')}`);
    });
  } finally {
    await connection.close();
  }
}
