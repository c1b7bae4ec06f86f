/** The one vocabulary for how far a generation has come: in JSON, search attributes, queries and pages. */
export const generationStates = [
  'submitting',
  'held',
  'unknown',
  'quarantined',
  'generating',
  'overdue',
  'storing',
  'stored',
  'failed',
  'cancelled',
] as const;

/** Where a generation stands: one word in JSON, search attributes, queries and pages. */
export type GenerationState = (typeof generationStates)[number];

/** Whether nothing more happens to a generation. */
export const hasEnded = (state: GenerationState): boolean => ['stored', 'failed', 'cancelled'].includes(state);
