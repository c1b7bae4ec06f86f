import { cancellationSignal } from '@temporalio/activity';
import { submitLimits } from '../domain/time-limits.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { OpenMarks } from '../ledger/open-marks.js';
import type { LedgerEntry, SubmissionLedger } from '../ledger/submission-ledger.js';
import type { OpenNote } from './attempt-note.js';
import { stopwatch, type Stopwatch } from './stopwatch.js';

/** Whose right, and by which ledger. */
export interface RightToSendOptions {
  readonly ledger: SubmissionLedger;
  readonly id: string;
  readonly n: number;
  readonly record: SubmissionRecord;
  readonly note: OpenNote;
  readonly marks: OpenMarks;
  /** Runs since the attempt began. */
  readonly sinceStart: Stopwatch;
}

/**
 * The right to send one submission. It is asked of the ledger at the last moment, when the connection to the gateway
 * stands, so that little can happen between the record and the first byte.
 */
export function createRightToSend({ ledger, id, n, record, note, marks, sinceStart }: RightToSendOptions) {
  let opening: ReturnType<SubmissionLedger['open']> | undefined;
  let isGivenBack = false;
  let wasAsked = false;

  return {
    /** Whether it was asked for: then the connection to the gateway stood. */
    wasAsked: () => wasAsked,

    /** Takes the right, or throws: then nothing may be sent. */
    async take(): Promise<void> {
      wasAsked = true;
      cancellationSignal().throwIfAborted();
      await marks.set(record, { schema: 1, nonce: record.nonce, id, n, model: record.model, at: record.at });
      // The exchange may have failed while the bucket was slow: then nobody would withdraw the record any more.
      if (isGivenBack) throw new Error('the right was given back before it was taken');
      const sinceRecord = stopwatch();
      opening = ledger.open(id, n, record);
      const { state } = await opening;
      if (state !== 'opened') throw new Error('another attempt has had the right to send it');
      cancellationSignal().throwIfAborted();
      const late = sinceStart.seconds() > submitLimits.startToSend || sinceRecord.seconds() > submitLimits.recordToSend;
      if (late) throw new Error('this worker was held up for too long to send a paid request');
    },

    /** Gives the right back, if it was taken, after proof that nothing was accepted. Says what stands instead. */
    async giveBack(): Promise<LedgerEntry> {
      isGivenBack = true;
      if (opening === undefined) return { state: 'none' };
      const entry = await opening.catch(withdrawUnanswered);
      if (entry.state !== 'opened') return entry;
      await withdraw();
      await marks.clear(record, record);
      return { state: 'none' };
    },
  };

  /** The record may stand although S3 gave no answer, or come late. It is this attempt's own, which has sent nothing. */
  async function withdrawUnanswered(error: unknown): Promise<never> {
    await withdraw();
    throw error;
  }

  async function withdraw(): Promise<void> {
    // Should the bucket be away now, the next attempt knows by this that the record may go.
    note.refuse(record.nonce);
    // Whoever has seen the record knows by this why it is gone.
    await marks.refuse(record, record.nonce);
    await ledger.withdraw(id, n, record.nonce);
  }
}

/** The right to send a submission. */
export type RightToSend = ReturnType<typeof createRightToSend>;
