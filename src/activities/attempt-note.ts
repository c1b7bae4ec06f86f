import { activityInfo, heartbeat } from '@temporalio/activity';
import { transientFailure } from './failure.js';

/** What one attempt of `submit` tells the next one by its heartbeats, whatever becomes of it. */
export interface AttemptNote {
  /** In which ledger the attempt may have recorded the submission. */
  readonly wireKey: string;
  /** The nonce of a record that may go: its attempt was refused, or sent nothing. */
  readonly refused?: string | undefined;
}

/** The note of this attempt, beginning with what the earlier ones left. */
export interface OpenNote {
  readonly read: () => AttemptNote;
  /** Whether an attempt so far wrote the record with this nonce, and was refused before it could remove it. */
  readonly wasRefused: (nonce: string) => boolean;
  /** The server hears of it at once. */
  readonly refuse: (nonce: string) => void;
}

/**
 * Begins this attempt's note. Throws on a worker with another ledger than that of an earlier attempt, whose record it
 * can't see: it would order a second time.
 */
export function openNote(wireKey: string): OpenNote {
  const earlier = activityInfo().heartbeatDetails as Partial<AttemptNote> | undefined;
  if (earlier?.wireKey !== undefined && earlier.wireKey !== wireKey) {
    throw transientFailure('this worker keeps another ledger than the one that began the order', 'OtherLedger');
  }
  let note: AttemptNote = { wireKey, refused: earlier?.refused };
  return {
    read: () => note,
    wasRefused: (nonce) => note.refused === nonce,
    refuse(nonce) {
      note = { ...note, refused: nonce };
      heartbeat(note);
    },
  };
}
