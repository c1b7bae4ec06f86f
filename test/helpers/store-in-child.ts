import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { StoredVideo } from '../../src/storage/store-video.js';
import type { S3Server } from './s3.js';

export interface StoreInChildOptions {
  readonly s3: S3Server;
  readonly link: string;
  readonly key: string;
  /** Stored first, before memory is watched. */
  readonly warmUpLink?: string;
}

/** What the child process did, and the memory it took. */
export interface ChildReport extends StoredVideo {
  readonly seconds: number;
  readonly idleBytes: number;
  readonly aboveIdleBytes: number;
}

const root = process.cwd();

/** Stores a video in a process of its own, which can be killed. */
export function storeInChild({ s3, ...job }: StoreInChildOptions) {
  const { endpoint, bucket, credentials } = s3;
  const task = JSON.stringify({ ...job, endpoint, bucket });
  const child = spawn(process.execPath, [`${root}/scripts/run-ts.mjs`, `${root}/bench/store-one.ts`, task], {
    // Anybody on the machine can read a process's arguments.
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const result = text(child.stdout).then((output): ChildReport => JSON.parse(output));
  return { child, result };
}
