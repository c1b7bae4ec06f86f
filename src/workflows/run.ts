import { CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import { generationOf } from '../domain/ids.js';
import type { ModelChoice } from '../domain/model-choice.js';
import type { ModelFacts, ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import { defaultPolicy, type GenerationPolicy } from '../domain/policy.js';
import type { SubmissionReceipt } from '../domain/result.js';
import { activitiesFor, type GenerationActivities } from './activities.js';
import { listenForCallbacks, type Callbacks } from './callbacks.js';
import { listenForDecisions, type Decisions } from './decisions.js';
import { createFailover, type Declined, type Failover } from './failover.js';
import { trackProgress, type Progress } from './progress.js';

/** What every step of one generation works with. */
export interface Run {
  /** Of the generation. */
  readonly id: string;
  /** The model that is ordered from now. */
  model: ModelId;
  facts: ModelFacts;
  activities: GenerationActivities;
  /** The models that it may be ordered from. */
  readonly failover: Failover;
  /** ISO 8601. */
  readonly requestedAt: string;
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

/**
 * Begins with the first of these models. Must be called in the workflow's root scope: that is the one which a
 * cancellation reaches.
 */
export function beginRun(choices: readonly [ModelChoice, ...ModelChoice[]], options: RunOptions): Run {
  const { ordered, isLate = false } = options;
  const [{ model, facts }] = choices;
  const root = CancellationScope.current();
  const cancelRequested = () => root.consideredCancelled;
  return {
    id: generationOf(workflowInfo().workflowId),
    model,
    facts,
    activities: activitiesFor(model),
    failover: createFailover(choices),
    requestedAt: workflowInfo().startTime.toISOString(),
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

/** Goes on with another model. `because`: a sentence for whoever looks at the run. */
export function turnTo(run: Run, { model, facts }: ModelChoice, because: string): void {
  run.model = model;
  run.facts = facts;
  run.activities = activitiesFor(model);
  run.failover.turnedTo(model);
  run.progress.enter('submitting', { model, note: `${because} It is ordered from ${model}.` });
}

/** Goes on with the next model, where there is one. */
export function goElsewhere(run: Run, declined: Declined, because: string): boolean {
  const choice = run.failover.next(run.model, declined);
  if (choice !== undefined) turnTo(run, choice, because);
  return choice !== undefined;
}
