import type { Bucket, BegunUpload } from './bucket.js';

/** Gateways keep results for a day: nobody goes on with an older upload. */
export const defaultSweepAgeSeconds = 7 * 24 * 3600;

/** Which uploads are swept. */
export interface SweepOptions {
  readonly bucket: Bucket;
  /** Looks at uploads to keys that begin so. */
  readonly below: string;
  /** Which of these keys are Reelwork's own: everything else is left alone. */
  readonly isOwn: (key: string) => boolean;
  /** Uploads begun longer ago are aborted, in seconds; younger ones only once their object is there. @default 7 days */
  readonly olderThanSeconds?: number;
  /** Only looks. @default false */
  readonly dryRun?: boolean;
}

/** An upload that was, or would be, aborted. */
export interface SweptUpload extends BegunUpload {
  readonly why: 'stored' | 'old';
}

/** What was swept. */
export interface Sweep {
  readonly swept: readonly SweptUpload[];
  /** How many unfinished uploads may still be gone on with. */
  readonly kept: number;
}

/** Aborts the multipart uploads that nobody will finish: unfinished ones cost as much as objects and are not listed. */
export async function sweepUploads(options: SweepOptions): Promise<Sweep> {
  const { bucket, below, isOwn, olderThanSeconds = defaultSweepAgeSeconds, dryRun = false } = options;
  const oldest = Date.now() - olderThanSeconds * 1000;
  const swept: SweptUpload[] = [];
  let kept = 0;
  for (const upload of await bucket.openUploadsBelow(below)) {
    if (!isOwn(upload.key)) continue;
    const why = (await bucket.head(upload.key)) !== undefined ? 'stored' : 'old';
    if (why === 'old' && upload.begunAt.getTime() > oldest) {
      kept += 1;
      continue;
    }
    if (!dryRun) await bucket.abortUpload(upload);
    swept.push({ ...upload, why });
  }
  return { swept, kept };
}
