import type { Money } from '../domain/money.js';
import type { TaskFailureClass, TaskStatus } from '../domain/task.js';

/** What an answer tells of a task, whatever its form. */
export interface SeenTask {
  /** Where the task stands, in the gateway's word. */
  readonly word: string;
  readonly progressPercent?: number | undefined;
  readonly videoUrl?: string | undefined;
  /** What the gateway says has gone wrong. */
  readonly error?:
    { readonly code?: string | null | undefined; readonly message?: string | null | undefined } | null | undefined;
  /** What it says it has charged. */
  readonly cost?: Money | undefined;
  /** For how many seconds it says it charges, as a decimal. */
  readonly billedSeconds?: string | undefined;
}

/** How a gateway's failures are told apart. */
export interface FailureWords {
  readonly classOf: (code: string, message: string) => TaskFailureClass;
  /** Codes by which a failed task was cancelled. */
  readonly cancelled?: readonly string[];
  /** Codes that the gateway may take back. */
  readonly doubtful?: readonly string[];
}

/** Words for a task that has not ended. Gateways pass on the words of the gateways behind them. */
const atWork: readonly string[] = [
  'pending',
  'queued',
  'in_queue',
  'waiting',
  'processing',
  'in_progress',
  'running',
  'generating',
];

/**
 * Where a task stands. A word that nobody documents means the end where a link comes with it, and nothing speaks
 * against it; otherwise it leaves the task running.
 */
export function statusOf(
  { word, progressPercent, videoUrl, error, cost, billedSeconds }: SeenTask,
  { classOf, cancelled = [], doubtful = [] }: FailureWords,
  clean: (text: string) => string,
): TaskStatus {
  const code = clean(error?.code ?? 'no_code');
  const message = clean(error?.message ?? 'no reason given');
  switch (word.trim().toLowerCase()) {
    case 'completed':
    case 'complete':
    case 'succeeded':
    case 'success':
    case 'done':
      return videoUrl === undefined
        ? { state: 'succeeded-without-link', cost }
        : { state: 'succeeded', videoUrl, cost, billedSeconds };
    case 'failed':
      if (cancelled.includes(code)) return { state: 'cancelled', message, cost };
      return {
        state: 'failed',
        class: classOf(code, message),
        code,
        message,
        cost,
        ...(doubtful.includes(code) && { doubtful: true }),
      };
    case 'expired':
      // Nobody documents it: the result may have been made, and be billed.
      return { state: 'failed', class: 'unclassified', code: 'expired', message, cost };
    case 'cancelled':
    case 'canceled':
      return { state: 'cancelled', message, cost };
    default: {
      const isUnderWay =
        atWork.includes(word.trim().toLowerCase()) ||
        (progressPercent !== undefined && progressPercent > 0 && progressPercent < 100);
      const hasEnded = videoUrl !== undefined && !isUnderWay && error == null;
      return hasEnded
        ? { state: 'succeeded', videoUrl, cost, billedSeconds }
        : { state: 'running', progressPercent, word: clean(word) };
    }
  }
}
