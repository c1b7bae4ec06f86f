import { billSoFar, type BillSoFar } from '../domain/bill-so-far.js';
import type { SubmissionReceipt } from '../domain/result.js';
import type { AcceptedSubmission } from '../domain/submission.js';

/** What a run knows of its submissions, and of what they cost. */
export interface Books {
  /** Those that have ended, in their order. The next one has the number after theirs. */
  readonly ended: readonly SubmissionReceipt[];
  /** What those have come to; `undefined` while none has ended. */
  billOfEnded(): BillSoFar | undefined;
  /** The same with the one that its gateway works on: it stands to be paid. */
  billOfAll(): BillSoFar | undefined;
  /** Whether a submission is known to have been sent. */
  wasSent(n: number): boolean;
  /** Submissions up to this number were sent, by this run or another one. */
  noteSent(n: number): void;
  /** A gateway works on a submission. */
  noteTaken(submission: AcceptedSubmission): void;
  /** The task that was thought to be the submission's is not, or not the only one. */
  noteTaskInDoubt(): void;
  /** A submission has ended. */
  noteEnd(receipt: SubmissionReceipt): void;
  /** The video is stored, and these are all of its submissions. */
  noteStored(submissions: readonly SubmissionReceipt[]): void;
}

/** Books without an entry. */
export function openBooks(): Books {
  let ended: readonly SubmissionReceipt[] = [];
  let taken: readonly SubmissionReceipt[] = [];
  let lastSent = 0;
  const billOf = (receipts: readonly SubmissionReceipt[]) => (receipts.length === 0 ? undefined : billSoFar(receipts));

  return {
    get ended() {
      return ended;
    },
    billOfEnded: () => billOf(ended),
    billOfAll: () => billOf([...ended, ...taken]),
    wasSent: (n) => n <= lastSent,
    noteSent(n) {
      lastSent = Math.max(lastSent, n);
    },
    noteTaken({ n, task, acceptedAt, cost }) {
      lastSent = Math.max(lastSent, n);
      taken = [{ n, outcome: 'stored', task, acceptedAt, cost }];
    },
    noteTaskInDoubt() {
      taken = [];
    },
    noteEnd(receipt) {
      ended = [...ended, receipt];
      taken = [];
    },
    noteStored(submissions) {
      ended = submissions;
      taken = [];
    },
  };
}
