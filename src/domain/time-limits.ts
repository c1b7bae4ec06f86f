/**
 * The times around a paid submission, in seconds. They nest: an inner one ends before the next one out gives up, so
 * that neither a deploy nor a retry by the server can cut a submission whose answer is still to come.
 */
export const submitLimits = {
  /** A connection to the gateway stands, or nothing was sent. */
  connect: 10,
  /** From the start of an attempt to the first byte on the wire; later, nothing is sent. */
  startToSend: 10,
  /** From the ledger's record to the first byte on the wire: a frozen and thawed worker must not send late. */
  recordToSend: 5,
  /** The whole paid request. A shorter time would create more unknown outcomes. */
  request: 120,
  /** One attempt of the activity `submit`. */
  startToClose: 140,
  /** An attempt that has not been heard of for so long counts as lost: the ledger says what became of it. */
  heartbeat: 30,
  /** How long a worker that was told to stop lets its activities finish. */
  shutdownGrace: 150,
  /** How long a container is given to stop. */
  containerStop: 170,
} as const;

/** How far a gateway's clock may be off ours, in seconds. */
export const clockSkewSeconds = 60;

/** How long one status read may take, in seconds. */
export const statusReadSeconds = 15;

/** One attempt of an activity that reads a status or the ledger, in seconds. */
export const readStartToCloseSeconds = 30;

/** A gateway may deny a task that it has just created, for so long after the order. In seconds. */
export const propagationSeconds = 60;

/** One look for a lost submission, which may read several pages of a gateway's list, in seconds. */
export const findStartToCloseSeconds = 120;

/** A look that has not been heard of for so long counts as lost, in seconds. */
export const findHeartbeatSeconds = 15;

/** A generation is marked overdue, and an unknown submission quarantined, after this many typical times. */
export const overdueFactor = 3;

/**
 * The times around a callback, in seconds. A gateway waits 10 s for an answer: body and delivery end before it gives
 * up, so that it hears whether it should call again.
 */
export const callbackLimits = {
  /** The headers have come, or the connection goes. */
  headers: 10,
  /** A whole body has come. */
  body: 4,
  /** Temporal has taken the callback. */
  delivery: 5,
  /** How long a receiver that was told to stop lets the callbacks under way finish. */
  stop: 9.5,
  /** How long gateways wait for an answer. */
  gatewayWaits: 10,
} as const;
