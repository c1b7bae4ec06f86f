/** What has passed over the wire since the emulator started. */
export interface RequestCounts {
  /** POSTs that order a video, whatever became of them. */
  submits: number;
  /** Submits that were answered from an earlier one with the same idempotency key. */
  replayed: number;
  /** Reads of one task. */
  statusReads: number;
  /** Reads of several tasks at once: list and batch. */
  listReads: number;
  /** GET and HEAD requests for result files, each range counting as one. */
  linkReads: number;
  /** Attempts to deliver a callback, each retry counting as one. */
  callbacksSent: number;
  /** Attempts that were not answered 2xx in time. */
  callbackFailures: number;
}

export const createRequestCounts = (): RequestCounts => ({
  submits: 0,
  replayed: 0,
  statusReads: 0,
  listReads: 0,
  linkReads: 0,
  callbacksSent: 0,
  callbackFailures: 0,
});
