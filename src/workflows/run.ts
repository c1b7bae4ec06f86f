import { CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import { generationOf } from '../domain/ids.js';
import type { ModelChoice } from '../domain/model-choice.js';
import type { ModelFacts, ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import { defaultPolicy, type GenerationPolicy } from '../domain/policy.js';
import { activitiesFor, type GenerationActivities } from './activities.js';
import { openBooks, type Books } from './books.js';
import { listenForCallbacks, type Callbacks } from './callbacks.js';
import { listenForDecisions, type Decisions } from './decisions.js';
import { createFailover, type Declined, type Failover } from './failover.js';
import { trackProgress, type Progress } from './progress.js';

/** What every step of one generation works with. */
export interface Run {
  /** Of the generation. */
  readonly id: string;
  /** The model that is ordered from now. */
  readonly model: ModelId;
  readonly facts: ModelFacts;
  readonly activities: GenerationActivities;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly progress: Progress;
  readonly callbacks: Callbacks;
  readonly decisions: Decisions;
  /** What the file is held against. */
  readonly ordered: OrderAsGiven | undefined;
  /** Whether it looks after a superseded submission. */
  readonly isLate: boolean;
  /** What the caller has decided beforehand. */
  readonly policy: GenerationPolicy;
  /** What became of its submissions. */
  readonly books: Books;
  cancelRequested(): boolean;
  untilCancelRequested(): Promise<void>;
  /** From here on this is what the caller has decided: `submit` has read and checked it. */
  follow(policy: GenerationPolicy): void;
  /** Which other models it may be ordered from. */
  otherModels(): ReturnType<Failover['others']>;
  /** Goes on with another model. `because`: a sentence for whoever looks at the run. */
  turnTo(choice: ModelChoice, because: string): void;
  /** Turns away from the model, and goes on with the next one if there is one. Says whether there was. */
  tryElsewhere(declined: Declined, because: string): boolean;
}

/** What a run begins with. */
export type RunOptions = Pick<Run, 'ordered'> & Partial<Pick<Run, 'isLate'>>;

/**
 * Begins with the first of these models. Must be called in the workflow's root scope: that is the one which a
 * cancellation reaches.
 */
export function beginRun(choices: readonly [ModelChoice, ...ModelChoice[]], options: RunOptions): Run {
  const { ordered, isLate = false } = options;
  const root = CancellationScope.current();
  const cancelRequested = () => root.consideredCancelled;
  const failover = createFailover(choices);
  const books = openBooks();
  let [{ model, facts }] = choices;
  let activities = activitiesFor(model);
  let policy = defaultPolicy;
  const progress = trackProgress(model, books);

  function turnTo(choice: ModelChoice, because: string): void {
    ({ model, facts } = choice);
    activities = activitiesFor(model);
    failover.turnedTo(model);
    progress.enter('submitting', { model, note: `${because} It is ordered from ${model}.` });
  }

  return {
    id: generationOf(workflowInfo().workflowId),
    get model() {
      return model;
    },
    get facts() {
      return facts;
    },
    get activities() {
      return activities;
    },
    requestedAt: workflowInfo().startTime.toISOString(),
    progress,
    callbacks: listenForCallbacks(),
    decisions: listenForDecisions(),
    ordered,
    isLate,
    get policy() {
      return policy;
    },
    books,
    cancelRequested,
    untilCancelRequested: () => condition(cancelRequested),
    follow(decided) {
      policy = decided;
    },
    otherModels: () => failover.others(),
    turnTo,
    tryElsewhere(declined, because) {
      const choice = failover.next(model, declined);
      if (choice !== undefined) turnTo(choice, because);
      return choice !== undefined;
    },
  };
}
