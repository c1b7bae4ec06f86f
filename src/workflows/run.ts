import { CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import type { ModelId } from '../domain/models.js';
import type { GenerationRequestInput } from '../domain/requests/index.js';
import { activitiesFor, type GenerationActivities } from './activities.js';
import { listenForCallbacks, type Callbacks } from './callbacks.js';
import { trackProgress, type Progress } from './progress.js';

/** What every step of one generation works with. */
export interface Run {
  readonly request: GenerationRequestInput;
  readonly model: ModelId;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly activities: GenerationActivities;
  readonly progress: Progress;
  readonly callbacks: Callbacks;
  cancelRequested(): boolean;
  untilCancelRequested(): Promise<void>;
}

/** Must be called in the workflow's root scope: that is the one which a cancellation reaches. */
export function beginRun(request: GenerationRequestInput): Run {
  const root = CancellationScope.current();
  const cancelRequested = () => root.consideredCancelled;
  return {
    request,
    model: request.model,
    requestedAt: workflowInfo().startTime.toISOString(),
    activities: activitiesFor(request.model),
    progress: trackProgress(request.model),
    callbacks: listenForCallbacks(),
    cancelRequested,
    untilCancelRequested: () => condition(cancelRequested),
  };
}
