/** The label of an account that was given none. */
export const defaultAccount = 'default';

/** What a configured account's label looks like. */
export const accountLabel = /^[a-z0-9][a-z0-9-]{0,39}$/;

const callersId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** What a caller's generation id may look like, in words for messages. */
export const idRule = 'a letter or digit, then up to 99 letters, digits, dots, underscores or hyphens';

/** Whether a caller may use `id` for a generation. */
export const isCallersId = (id: string): boolean => callersId.test(id);

/**
 * The workflow that looks after a submission which another one has superseded: whatever it still delivers is kept.
 * No caller's id holds a `~`.
 */
export const supersededRunId = (id: string, n: number): string => `${id}~${n}`;

/** The generation that a workflow works for. */
export const generationOf = (workflowId: string): string => workflowId.replace(/~\d+$/, '');

/** Whether a workflow looks after a superseded submission. */
export const isLateRunId = (workflowId: string): boolean => generationOf(workflowId) !== workflowId;

/** A take of a shot of a storyboard. */
export interface TakeAddress {
  readonly storyboard: string;
  readonly shot: string;
  /** From 1. */
  readonly take: number;
}

/** Whether `id` can name a generation: a caller's id, or a storyboard's child `<storyboard>/<shot>/<take>`. */
export function isGenerationId(id: string): boolean {
  const parts = id.split('/');
  return (parts.length === 1 || parts.length === 3) && parts.every(isCallersId);
}

/** The storyboard that a workflow makes: a schedule puts a moment behind the id, whose colons no id may hold. */
export const storyboardIdOf = (workflowId: string): string => workflowId.replaceAll(':', '');

/** The generation that is a shot's take. */
export const takeId = ({ storyboard, shot, take }: TakeAddress): string => `${storyboard}/${shot}/${take}`;
