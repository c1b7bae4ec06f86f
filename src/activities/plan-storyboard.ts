import { limitInWords, storyboardBudget } from '../domain/budget.js';
import { parseStoryboard } from '../domain/documents/parse-storyboard.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import type { StoryboardOptions } from '../domain/storyboards/options.js';
import type { StoryboardPlan } from '../domain/storyboards/plan.js';
import { planStoryboard as plan } from '../pricing/plan-storyboard.js';
import { marketOf, type ActivityDependencies } from './dependencies.js';
import { invalidStoryboard } from './failure.js';

/** A document that is to be made. */
export interface PlanOrder {
  /** Its id. */
  readonly storyboard: string;
  readonly document: unknown;
  /** `scheduledAt` must be given: what a document's variables tell of the time must not change. */
  readonly options: StoryboardOptions & { readonly scheduledAt: string };
}

/** What a run makes, and what it needs to know of where it runs. */
export interface PlannedStoryboard {
  readonly plan: StoryboardPlan;
  /** What the generation of each take is started with. */
  readonly options: GenerationOptions;
  /** Whether the namespace knows Reelwork's search attributes. */
  readonly searchAttributes: boolean;
}

/** Checks a document, and plans it. Ends the storyboard where it can't be right: nothing was paid for. */
export const createPlanStoryboard = (dependencies: ActivityDependencies) =>
  async function planStoryboard({ storyboard, document, options }: PlanOrder): Promise<PlannedStoryboard> {
    const { vars, timeZone, scheduledAt } = options;
    try {
      const settings = { vars, timeZone, scheduledAt: new Date(scheduledAt), models: dependencies.models };
      const planned = plan(parseStoryboard(document, settings), marketOf(dependencies));
      const searchAttributes = await dependencies.searchAttributesRegistered();
      return {
        plan: planned,
        options: { ...planned.options, budgets: [...(options.budgets ?? []), ...budgetsOf(storyboard, planned)] },
        searchAttributes,
      };
    } catch (error) {
      throw error instanceof RequestError ? invalidStoryboard(error) : error;
    }
  };

/** What each take counts against. */
function budgetsOf(storyboard: string, { budget, options }: StoryboardPlan): NonNullable<GenerationOptions['budgets']> {
  const { budgets = [] } = options as GenerationOptions;
  if (budget === undefined) return budgets;
  return [...budgets, { name: storyboardBudget(storyboard), cap: limitInWords(budget) }];
}
