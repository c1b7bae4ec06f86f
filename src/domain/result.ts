import type { Finding } from './delivery.js';
import type { MediaFacts } from './media.js';
import type { ModelId } from './models.js';
import type { Money } from './money.js';
import type { Task } from './task.js';

/** The file in the bucket. */
export interface StoredVideo {
  /** `s3://bucket/key`. */
  readonly uri: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Base64 of the big-endian CRC32, as S3 keeps it. */
  readonly crc32: string;
  readonly contentType: 'video/mp4';
  /** What the file says of itself. Absent where it could not be read, and in manifests older than this field. */
  readonly media?: MediaFacts | undefined;
}

/** What became of one submission, and what it cost. */
export interface SubmissionReceipt {
  readonly n: number;
  /**
   * `superseded`: nobody knew whether the gateway took it, or where its video was, and another one was sent at that risk.
   * `given-up`: the generation ended instead.
   */
  readonly outcome: 'stored' | 'failed' | 'superseded' | 'given-up';
  readonly task?: Task | undefined;
  /** ISO 8601. */
  readonly acceptedAt?: string | undefined;
  /**
   * Of one that was superseded or given up the price that it may have cost. Of a failed one what the gateway charged: nothing
   * where it is absent, and what it may have charged where it is not settled.
   */
  readonly cost?: Money | undefined;
}

/** A generation whose video lies in the bucket. The manifest beside the video holds the same. */
export interface StoredGeneration {
  readonly schema: 1;
  readonly id: string;
  readonly state: 'stored';
  readonly model: ModelId;
  readonly taskId: string;
  readonly video: StoredVideo;
  /** Where the file differs from what was ordered or billed. Absent in manifests older than this field. */
  readonly findings?: readonly Finding[] | undefined;
  readonly cost: Money;
  readonly submissions: readonly SubmissionReceipt[];
  /** ISO 8601. */
  readonly times: { readonly requestedAt: string; readonly acceptedAt: string; readonly storedAt: string };
}

/** What a cancelled generation leaves behind. A gateway that took the job runs on, so its video is kept. */
export interface CancellationReceipt {
  /**
   * When the cancellation came. `at-gateway`: the gateway cancelled the task. `in-doubt`: nobody knew then whether it had
   * taken the order.
   */
  readonly came: 'before-submission' | 'at-gateway' | 'in-doubt' | 'too-late';
  readonly billed: 'no' | 'yes' | 'unknown';
  readonly explanation: string;
  readonly taskId?: string | undefined;
  readonly cost?: Money | undefined;
  readonly video?: StoredVideo | undefined;
}

/** The result of a generation that was cancelled. */
export interface CancelledGeneration {
  readonly schema: 1;
  readonly id: string;
  readonly state: 'cancelled';
  readonly receipt: CancellationReceipt;
}

/** How a generation completes. A failed one rejects instead. */
export type GenerationResult = StoredGeneration | CancelledGeneration;
