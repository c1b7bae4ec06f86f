import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { inMicros, type BillSoFar } from '../domain/bill-so-far.js';
import type { GenerationState } from '../domain/generation-state.js';
import { gatewayOf, type ModelId } from '../domain/models.js';
import type { Books } from './books.js';
import { generationProgress, type GenerationProgress } from './messages.js';

/** How a run tells where it stands. */
export interface Progress {
  /** Enters a state, and shows it to queries, the UI and, where they are registered, search attributes. */
  enter(state: GenerationState, facts?: Partial<GenerationProgress>): void;
  /** From here on the namespace is known to have, or not to have, the search attributes. `tenant`: on whose behalf it runs. */
  useSearchAttributes(registered: boolean, tenant?: string): void;
  /** Whether it is known to have them. */
  usesSearchAttributes(): boolean;
}

const attributes = {
  model: defineSearchAttributeKey('ReelworkModel', 'KEYWORD'),
  gateway: defineSearchAttributeKey('ReelworkGateway', 'KEYWORD'),
  taskId: defineSearchAttributeKey('ReelworkTaskId', 'KEYWORD'),
  state: defineSearchAttributeKey('ReelworkState', 'KEYWORD'),
  flags: defineSearchAttributeKey('ReelworkFlags', 'KEYWORD_LIST'),
  costMicros: defineSearchAttributeKey('ReelworkCostMicros', 'INT'),
  tenant: defineSearchAttributeKey('ReelworkTenant', 'KEYWORD'),
};

/** States in which an operator should look at a run. */
const flagged: readonly GenerationState[] = ['quarantined', 'overdue', 'held'];

/** Keeps what the outside may see of one generation, with what its books say. */
export function trackProgress(model: ModelId, books: Books): Progress {
  let shown: GenerationProgress = { state: 'submitting', since: new Date().toISOString(), model };
  let searchable = false;
  let tenant: string | undefined;
  setHandler(generationProgress, () => shown, { description: 'How far the generation has come' });

  return {
    enter(state, facts = {}) {
      const since = state === shown.state ? shown.since : new Date().toISOString();
      const bill = books.billOfEnded();
      shown = { ...shown, note: undefined, atStake: undefined, ...facts, state, since, bill };
      setCurrentDetails(toMarkdown(shown));
      if (searchable) upsertSearchAttributes(toAttributes({ ...shown, tenant }, books.billOfAll()));
    },
    useSearchAttributes(registered, whose) {
      searchable = registered;
      tenant = whose;
    },
    usesSearchAttributes: () => searchable,
  };
}

function toAttributes(
  { state, model, taskId, tenant }: GenerationProgress & { readonly tenant: string | undefined },
  bill: BillSoFar | undefined,
): SearchAttributeUpdatePair[] {
  const pairs: SearchAttributeUpdatePair[] = [
    { key: attributes.state, value: state },
    { key: attributes.model, value: model },
    { key: attributes.gateway, value: gatewayOf(model) },
    { key: attributes.flags, value: flagged.includes(state) ? [state] : null },
  ];
  if (taskId !== undefined) pairs.push({ key: attributes.taskId, value: taskId });
  if (tenant !== undefined) pairs.push({ key: attributes.tenant, value: tenant });
  // A number that the index can't hold would keep the workflow from ever going on.
  if (bill !== undefined) pairs.push({ key: attributes.costMicros, value: inMicros(bill) });
  return pairs;
}

function toMarkdown({ state, model, taskId, note }: GenerationProgress): string {
  const lines = [`**${state}** · ${model}`, taskId && `task \`${taskId}\``, note];
  return lines.filter((line) => line !== undefined && line !== '').join('\n\n');
}
