import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createS3Client, type S3ClientOptions } from '../../src/storage/s3-client.js';

/** A real S3 server of its own, empty but for one bucket. */
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly clientOptions: S3ClientOptions;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The folder below which objects lie as plain files. */
  readonly folder: string;
  stop(): Promise<void>;
}

const credentials = { accessKeyId: 'reelwork', secretAccessKey: 'reelwork-test' };
const bucket = 'videos';

/** Starts versitygw on a free port of this machine. */
export async function startS3(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-s3-'));
  await mkdir(join(folder, bucket));
  const port = await freePort();
  const flags = [
    '--access',
    credentials.accessKeyId,
    '--secret',
    credentials.secretAccessKey,
    '--keep-alive',
    '--quiet',
  ];
  const server = spawn(findVersitygw(), [...flags, '--port', `127.0.0.1:${port}`, 'posix', folder], {
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, () => server.exitCode !== null);
  return {
    endpoint,
    bucket,
    folder: join(folder, bucket),
    credentials,
    clientOptions: { endpoint, region: 'us-east-1', credentials },
    async stop() {
      server.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A client for a started server. */
export const clientOf = ({ clientOptions }: S3Server) => createS3Client(clientOptions);

function findVersitygw(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(cache, 'reelwork/bin')];
  const found = [process.env['REELWORK_VERSITYGW'], ...folders.map((folder) => join(folder, 'versitygw'))].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found === undefined) throw new Error('versitygw is missing: set REELWORK_VERSITYGW, or run `npm run set-up`');
  return found;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function answering(endpoint: string, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    if (hasEnded()) throw new Error('versitygw ended before it answered');
    try {
      await fetch(endpoint);
      return;
    } catch {
      await sleep(20);
    }
  }
}
