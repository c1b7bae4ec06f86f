import { join } from 'node:path';
import { startChildService } from '../../src/testing/local-stack/child-service.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { runCommand } from '../../src/testing/local-stack/run-command.js';
import { supervise, type Supervised } from './supervised.js';

export interface Postgres extends Supervised {
  readonly port: number;
  /** Writes one database into a file, as it is at this moment. */
  dump(database: string, file: string): Promise<void>;
  /** Replaces one database by what was dumped. */
  restore(database: string, file: string): Promise<void>;
}

export interface PostgresOptions {
  /** The folder of its programs. */
  readonly programs: string;
  /** Its own, made by it. */
  readonly folder: string;
}

/** The superuser of the database; it has no password, since only this machine can reach it. */
export const postgresUser = 'temporal';

const environment = { PATH: process.env['PATH'], LC_ALL: 'C' };
const commandLimitMs = 120_000;

/** PostgreSQL refuses to run as root, so root runs it as the user that comes with its package. */
const isRoot = process.getuid?.() === 0;
const asOwner = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
const owned = isRoot ? ['--owner=postgres', '--group=postgres'] : [];

/**
 * Starts a PostgreSQL of its own, with fsync on. Its kill is a SIGKILL of the postmaster: the backends then end by
 * themselves, and until the last one has, a new postmaster refuses to start, which the supervisor repeats.
 */
export async function startPostgres({ programs, folder }: PostgresOptions): Promise<Postgres> {
  const port = await freePort();
  const data = join(folder, 'data');
  const run = (command: string, ...commandArguments: string[]) =>
    runCommand(command, commandArguments, { environment, limitMs: commandLimitMs });
  const program = (name: string) => join(programs, name);

  await run('install', '--directory', '--mode=700', ...owned, folder);
  const initialise = ['-D', data, `--username=${postgresUser}`, '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const [first = '', ...others] = [...asOwner, program('initdb'), ...initialise];
  await run(first, ...others);

  const at = ['--host=127.0.0.1', `--port=${port}`, `--username=${postgresUser}`];
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`];
  const [command = '', ...commandArguments] = [
    ...asOwner,
    program('postgres'),
    '-D',
    data,
    '-p',
    `${port}`,
    ...settings,
  ];
  const server = await supervise(() =>
    startChildService({
      name: 'PostgreSQL',
      command,
      commandArguments,
      environment,
      logFile: join(folder, 'postgres.log'),
      answers: () => run(program('pg_isready'), '--quiet', ...at),
      stopGraceMs: 2_000,
    }),
  );
  return {
    ...server,
    port,
    dump: (database, file) => run(program('pg_dump'), ...at, '--format=custom', `--file=${file}`, database),
    async restore(database, file) {
      await run(program('dropdb'), ...at, '--force', database);
      await run(program('createdb'), ...at, database);
      await run(program('pg_restore'), ...at, `--dbname=${database}`, file);
    },
  };
}
