import { activityInfo } from '@temporalio/activity';
import { cutOffFailure } from '../domain/cut-off.js';
import { rereadPauseSeconds } from '../domain/pacing.js';
import type { CutOffVideo } from '../media/whole-video.js';
import type { Bucket, Metadata } from '../storage/bucket.js';
import type { CutOffCopies } from '../storage/cut-off-copies.js';
import type { VideoSource } from '../storage/video-source.js';
import { transientFailure } from './failure.js';
import { noTroubles, withTransferHeartbeat } from './transfer-heartbeat.js';

export interface AfterCutOff {
  readonly bucket: Bucket;
  readonly copies: CutOffCopies;
  /** Opens the cut-off file once more. */
  readonly open: () => Promise<VideoSource>;
  readonly metadata: Metadata;
  readonly typicalSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Keeps a file that is cut off, where it is the longest so far: the next read may find none. Then gives the failure that
 * the server repeats the attempt by, as long as the gateway may still have the whole of it.
 */
export async function afterCutOff({ bytes, message }: CutOffVideo, options: AfterCutOff): Promise<Error> {
  const { bucket, copies, open, metadata, typicalSeconds, signal } = options;
  const longest = await copies.longest();
  const isLongest = longest === undefined || longest.bytes < bytes;
  const { key } = isLongest
    ? await withTransferHeartbeat(noTroubles, async (onProgress) =>
        copies.keep({ source: await open(), bytes, metadata, signal, onProgress }),
      )
    : longest;
  return transientFailure(
    `${message}; a copy as it is lies at s3://${bucket.name}/${key}`,
    cutOffFailure,
    rereadPauseSeconds({ attempts: activityInfo().attempt, typicalSeconds }),
  );
}
