import { CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import { generationOf } from '../domain/ids.js';
import type { ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import { defaultPolicy, type GenerationPolicy } from '../domain/policy.js';
import type { SubmissionReceipt } from '../domain/result.js';
import { activitiesFor, type GenerationActivities } from './activities.js';
import { listenForCallbacks, type Callbacks } from './callbacks.js';
import { listenForDecisions, type Decisions } from './decisions.js';
import { trackProgress, type Progress } from './progress.js';

/** What every step of one generation works with. */
export interface Run {
  /** Of the generation. */
  readonly id: string;
  readonly model: ModelId;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly activities: GenerationActivities;
  readonly progress: Progress;
  readonly callbacks: Callbacks;
  readonly decisions: Decisions;
  /** What the file is held against. */
  readonly ordered: OrderAsGiven | undefined;
  /** Whether it looks after a superseded submission. */
  readonly isLate: boolean;
  /** What the caller has decided beforehand; `submit` reads and checks it. */
  policy: GenerationPolicy;
  /** What became of the submissions so far. The next one has the number after theirs. */
  readonly earlier: SubmissionReceipt[];
  cancelRequested(): boolean;
  untilCancelRequested(): Promise<void>;
}

/** What a run begins with. */
export type RunOptions = Pick<Run, 'ordered'> & Partial<Pick<Run, 'isLate'>>;

/** Must be called in the workflow's root scope: that is the one which a cancellation reaches. */
export function beginRun(model: ModelId, { ordered, isLate = false }: RunOptions): Run {
  const root = CancellationScope.current();
  const cancelRequested = () => root.consideredCancelled;
  return {
    id: generationOf(workflowInfo().workflowId),
    model,
    requestedAt: workflowInfo().startTime.toISOString(),
    activities: activitiesFor(model),
    progress: trackProgress(model),
    callbacks: listenForCallbacks(),
    decisions: listenForDecisions(),
    ordered,
    isLate,
    policy: defaultPolicy,
    earlier: [],
    cancelRequested,
    untilCancelRequested: () => condition(cancelRequested),
  };
}
