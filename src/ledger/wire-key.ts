import { createHash } from 'node:crypto';

/** Which submission of which generation in which bucket. */
export interface SubmissionName {
  readonly bucket: string;
  readonly prefix: string;
  readonly id: string;
  readonly n: number;
}

/** The key by which a gateway may recognise a submission: the same for every attempt, run and worker. */
export function wireKey({ bucket, prefix, id, n }: SubmissionName): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([bucket, prefix.replace(/\/+$/, ''), id, n]))
    .digest('hex');
  return `rw-${digest.slice(0, 40)}`;
}
