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

export type GenerationState = (typeof generationStates)[number];
