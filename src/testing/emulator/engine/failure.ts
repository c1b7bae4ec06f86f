/** Why a job ended without a video. Each dialect has its own word for each of these. */
export type FailureReason = 'moderation' | 'image' | 'image-size' | 'parameters' | 'provider';

export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
}
