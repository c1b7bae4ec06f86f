import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ArchiveOrder, ArchiveOutcome } from '../../src/activities/archive-video.js';
import type { S3Server } from './s3.js';

const root = join(import.meta.dirname, '../..');

/** A process of its own whose activity `archiveVideo` can be run, and whose memory can be read from outside. */
export function startArchiver({ s3, gatewayUrl }: { readonly s3: S3Server; readonly gatewayUrl: string }) {
  const { PATH, HOME } = process.env;
  const child = fork(join(root, 'scripts/run-ts.mjs'), [join(root, 'bench/archive-videos.ts')], {
    execArgv: [],
    env: {
      PATH,
      HOME,
      EVOLINK_BASE_URL: gatewayUrl,
      S3_ENDPOINT: s3.endpoint,
      S3_BUCKET: s3.bucket,
      AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
    },
  });
  const ended = once(child, 'exit');
  const endedEarly = ended.then(([code]) => Promise.reject(new Error(`the archiver ended with code ${code}`)));
  endedEarly.catch(() => {});
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    async archive(id: string, order: ArchiveOrder): Promise<ArchiveOutcome> {
      child.send({ id, order });
      const [outcome] = await Promise.race([once(child, 'message'), endedEarly]);
      return outcome;
    },
    residentBytes: () => memoryOf(child.pid, 'VmRSS'),
    /** Its largest resident memory since `forgetPeak`. */
    peakBytes: () => memoryOf(child.pid, 'VmHWM'),
    forgetPeak: () => writeFile(`/proc/${child.pid}/clear_refs`, '5'),
  };
}

/** The kernel's own count, in bytes. */
async function memoryOf(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
}
