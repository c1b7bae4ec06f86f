/** One attempt to deliver a callback. */
export interface CallbackAttempt {
  /** On the emulator's clock, ISO 8601. */
  readonly at: string;
  /** What was sent: the task, or something else that a fault asked for. */
  readonly body: string;
  /** The status of the receiver's answer; `none` when it gave none in time. */
  readonly outcome: number | 'none';
}

/** What has passed over the wire for one job. */
export interface Traffic {
  statusReads: number;
  /** GET and HEAD requests for its result, each range counting as one. */
  linkReads: number;
  /** How many of them met a fault. */
  spoiltLinkReads: number;
  /** Bytes of its result that were handed to connections. */
  bytesServed: number;
  readonly callbacks: CallbackAttempt[];
}

export const createTraffic = (): Traffic => ({
  statusReads: 0,
  linkReads: 0,
  spoiltLinkReads: 0,
  bytesServed: 0,
  callbacks: [],
});
