import { models, type ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import type { WhenUnknown } from '../domain/policy.js';
import type { Candidate, UnknownSubmission } from '../domain/submission.js';

/** An amount as it is spoken of: `25.5 EVOLINK_CREDIT (quoted)`. */
export const inWords = (money: Money | undefined): string =>
  money === undefined || money.amount === null
    ? 'an unknown price'
    : `${money.amount} ${money.currency} (${money.basis})`;

export interface QuarantineFacts {
  readonly id: string;
  readonly model: ModelId;
  readonly unknown: UnknownSubmission;
  readonly candidates: readonly Candidate[];
  readonly whenUnknown: WhenUnknown;
  /** Why it was not decided as the caller wanted. */
  readonly remark: string | undefined;
}

/** What an operator must know about a submission that nothing has resolved, and what to do. Markdown. */
export function quarantineNote({ id, model, unknown, candidates, whenUnknown, remark }: QuarantineFacts): string {
  const { gateway } = models[model];
  const { since, reason, cost, n } = unknown;
  const listed = candidates.map(({ taskId, createdAt }) => `\`${taskId}\` of ${createdAt}`).join(', ');
  return [
    `Submission ${n} was about to be sent to ${gateway} at ${since}: ${reason}. Nothing has proven since whether it was ` +
      `accepted, so it is not sent again. At stake: ${inWords(cost)}, which counts as spent.`,
    listed === ''
      ? `Neither the ledger nor a callback nor ${gateway}'s task list knows of it.`
      : `${gateway} lists tasks of this model and time that are nobody's: ${listed}.`,
    `A person must decide. Look at ${gateway} for a ${model} task created at about ${since}. A word of the gateway's that ` +
      `comes late still resolves it by itself.${beforehand(whenUnknown, remark)}`,
    waysOut(id),
  ].join('\n\n');
}

function beforehand({ askSeconds, then }: WhenUnknown, remark: string | undefined): string {
  if (remark !== undefined) return ` It was to ${then} by itself, but ${remark}.`;
  return then === 'ask' || askSeconds === null
    ? ''
    : ` Once that is asked for ${askSeconds} s, it will ${then} by itself.`;
}

/** The decisions that a person can take, as commands and as the update that the Temporal UI can send. */
export const waysOut = (id: string): string =>
  [
    `- take a task for it: \`reelwork resolve ${id} --adopt <task id>\` · \`{"action":"adopt","taskId":"<task id>"}\``,
    `- order once more, at the risk of paying twice: \`reelwork resolve ${id} --resubmit\` · \`{"action":"resubmit"}\``,
    `- give it up: \`reelwork resolve ${id} --abandon\` · \`{"action":"abandon"}\``,
    'The second form is the input of the update `resolveSubmission`.',
  ].join('\n');
