import { userInfo } from 'node:os';
import type { ChildServiceOptions } from './child-service.js';
import type { S3Program } from './find-s3.js';

export interface S3CommandOptions {
  readonly port: number;
  /** The folder whose folders are the buckets. */
  readonly data: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How to run the S3 server. The credentials go by the environment, because anyone may read a process's arguments. */
export function s3Command(
  program: S3Program,
  { port, data, credentials, environment }: S3CommandOptions,
): Pick<ChildServiceOptions, 'command' | 'commandArguments' | 'environment'> {
  const keys = { ROOT_ACCESS_KEY_ID: credentials.accessKeyId, ROOT_SECRET_ACCESS_KEY: credentials.secretAccessKey };
  if (program.kind === 'executable') {
    return {
      command: program.path,
      commandArguments: ['--port', `127.0.0.1:${port}`, '--quiet', '--keep-alive', 'posix', data],
      environment: keys,
    };
  }
  const { uid, gid } = userInfo();
  return {
    command: program.docker,
    commandArguments: [
      'run',
      '--rm',
      '--init',
      `--user=${uid}:${gid}`,
      `--publish=127.0.0.1:${port}:7070`,
      ...Object.keys(keys).map((name) => `--env=${name}`),
      `--volume=${data}:/objects`,
      program.image,
      '--port=:7070',
      '--quiet',
      '--keep-alive',
      'posix',
      '/objects',
    ],
    environment: { ...environment, ...keys },
  };
}
