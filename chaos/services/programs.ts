import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isExecutable, namedByVariable } from '../../src/testing/local-stack/executables.js';
import type { FindOptions } from '../../src/testing/local-stack/find-options.js';
import { findS3, type S3Program } from '../../src/testing/local-stack/find-s3.js';
import { firstWay } from '../../src/testing/local-stack/first-way.js';
import { goInstall } from '../../src/testing/local-stack/go-install.js';
import type { Pin } from '../../src/testing/local-stack/pins.js';
import { cached, cacheFolder } from '../../src/testing/local-stack/program-cache.js';

/** Everything that a chaos run starts and that is not Reelwork's own. */
export interface Programs {
  readonly s3: S3Program;
  /** Temporal's server for PostgreSQL. */
  readonly temporalServer: string;
  /** Temporal's schema tool. */
  readonly temporalSql: string;
  /** The folder of PostgreSQL's programs. */
  readonly postgres: string;
}

const server = { version: 'v1.29.1', module: 'go.temporal.io/server' } as const;

const temporalServerPin: Pin = {
  ...server,
  name: 'server',
  package: 'go.temporal.io/server/cmd/server',
  variable: 'REELWORK_TEMPORAL_SERVER',
  buildTime: 'two minutes',
};

const temporalSqlPin: Pin = {
  ...server,
  name: 'sql',
  package: 'go.temporal.io/server/cmd/tools/sql',
  variable: 'REELWORK_TEMPORAL_SQL',
  buildTime: 'a minute',
};

const debianFolder = '/usr/lib/postgresql';
const postgresPrograms = ['initdb', 'postgres', 'pg_isready', 'pg_dump', 'pg_restore', 'createdb', 'dropdb'];

/** Finds or builds all programs, or says what is missing and how to come by it. */
export async function findPrograms(options: FindOptions): Promise<Programs> {
  const postgres = await findPostgres(options);
  const s3 = await findS3(options);
  const temporalServer = await cachedOrBuilt('The Temporal server', temporalServerPin, options);
  const temporalSql = await cachedOrBuilt("Temporal's schema tool", temporalSqlPin, options);
  return { s3, temporalServer, temporalSql, postgres };
}

const cachedOrBuilt = (wanted: string, pin: Pin, options: FindOptions): Promise<string> =>
  firstWay(wanted, [
    { name: `${pin.variable}, naming an executable`, attempt: () => namedByVariable(pin.variable, options) },
    { name: `${pin.name} ${pin.version} in ${cacheFolder(options)}`, attempt: () => cached(pin, options) },
    { name: `go install ${pin.package}@${pin.version}`, attempt: () => goInstall(pin, options) },
  ]);

const findPostgres = (options: FindOptions): Promise<string> =>
  firstWay('PostgreSQL', [
    { name: `Debian's package postgresql-15 (${debianFolder})`, attempt: newestOfDebian },
    { name: `${postgresPrograms.join(', ')} side by side on PATH`, attempt: () => postgresOnPath(options) },
  ]);

async function newestOfDebian(): Promise<string | undefined> {
  const versions = (await readdir(debianFolder)).toSorted((left, right) => Number(right) - Number(left));
  for (const version of versions) {
    const folder = join(debianFolder, version, 'bin');
    if (await holdsPostgres(folder)) return folder;
  }
  return undefined;
}

/** Some machines have a few of the programs on PATH as wrappers only. */
async function postgresOnPath({ environment }: FindOptions): Promise<string | undefined> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) if (await holdsPostgres(folder)) return folder;
  return undefined;
}

async function holdsPostgres(folder: string): Promise<boolean> {
  const found = await Promise.all(postgresPrograms.map((program) => isExecutable(join(folder, program))));
  return found.every(Boolean);
}
