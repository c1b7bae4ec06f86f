import type { Gateway } from './models.js';
import type { Money } from './money.js';

/** What a gateway gave us for a request: enough to ask about it later, from any process. */
export interface Task {
  readonly gateway: Gateway;
  /** The configured label of the gateway account that pays. */
  readonly account: string;
  /** The name under which each worker finds the gateway's address in its configuration. */
  readonly endpoint: string;
  readonly taskId: string;
}

/** Whether what somebody sent can name a task: short, visible, and no step in a path. */
export const canNameTask = (text: unknown): text is string =>
  typeof text === 'string' && /^[\x21-\x7e]{1,200}$/.test(text) && text !== '.' && text !== '..';

/** Why a gateway ended a task without a video, sorted by what can be done about it. */
export const taskFailureClasses = ['moderation', 'bad-input', 'quota', 'provider-fault', 'unclassified'] as const;

/** What can be done about a failed task. */
export type TaskFailureClass = (typeof taskFailureClasses)[number];

/**
 * What one status read says. The link is a secret for its lifetime: it never leaves the process that read it.
 * `cost` is what the gateway says it has charged, where it says so; `billedSeconds`, a decimal, where it tells no more than
 * for how many seconds, those of references included.
 */
export type TaskStatus =
  | { readonly state: 'running'; readonly progressPercent: number | undefined; readonly word: string }
  | {
      readonly state: 'succeeded';
      readonly videoUrl: string;
      readonly cost: Money | undefined;
      readonly billedSeconds?: string | undefined;
    }
  | { readonly state: 'succeeded-without-link'; readonly cost: Money | undefined }
  | TaskFailure;

/** Whether a task runs no more, by a word that the gateway does not take back. */
export const isFinal = (status: TaskStatus): boolean =>
  status.state !== 'running' && !(status.state === 'failed' && status.doubtful === true);

/** The gateway's word that there will be no video. */
export type TaskFailure =
  | {
      readonly state: 'failed';
      readonly class: TaskFailureClass;
      readonly code: string;
      readonly message: string;
      readonly cost?: Money | undefined;
      /** Whether the gateway may take it back: it is read again before it is believed. @default false */
      readonly doubtful?: boolean | undefined;
    }
  | { readonly state: 'cancelled'; readonly message: string; readonly cost?: Money | undefined };
