/** Why a job ended without a video. Each dialect has its own word for each of these. */
export type FailureReason =
  | 'moderation'
  | 'image'
  | 'image-size'
  | 'parameters'
  | 'provider'
  | 'timeout'
  | 'no-content'
  | 'quota'
  | 'resources'
  /** A code that no page of the gateway's mentions. */
  | 'unheard-of';

export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  /** The gateway's code for it, in place of the usual one for its reason. */
  readonly code?: string;
  /** How the task tells it. @default 'object' */
  readonly form?: 'object' | 'text' | 'number-code' | 'absent';
}
