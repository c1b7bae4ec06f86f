import { gatewayOf, nameAtGateway, type ModelId } from '../domain/models.js';
import { inWords } from '../domain/money.js';
import type { WhenUnknown } from '../domain/policy.js';
import { mostRivals, type Candidate, type UnknownSubmission } from '../domain/submission.js';
import type { Resolution } from './messages.js';

export interface QuarantineFacts {
  readonly id: string;
  readonly model: ModelId;
  readonly unknown: UnknownSubmission;
  readonly candidates: readonly Candidate[];
  /** How many other orders of that model and time have no task yet, up to `mostRivals`. */
  readonly rivals: number;
  readonly whenUnknown: WhenUnknown;
  /** Why it was not decided as the caller wanted. */
  readonly remark: string | undefined;
}

/** What an operator must know about a submission that nothing has resolved, and what to do. Markdown. */
export function quarantineNote({
  id,
  model,
  unknown,
  candidates,
  rivals,
  whenUnknown,
  remark,
}: QuarantineFacts): string {
  const gateway = gatewayOf(model);
  const { since, reason, cost, n } = unknown;
  const [only, ...others] = candidates;
  return [
    `Nobody knows whether ${gateway} took submission ${n} of ${since}: ${reason}. It is not sent again, since that could ` +
      `be paid twice. At stake: ${inWords(cost)}, which counts as spent.`,
    `${describeCandidates(gateway, candidates)}${describeRivals(rivals)}`,
    `A person must decide. Look in the ${gateway} account for a ${nameAtGateway(model)} task that was created at about ${since}. ` +
      `A late answer from ${gateway} still resolves this automatically.${beforehand(whenUnknown, remark)}`,
    waysOut(id, {
      taskId: others.length === 0 ? only?.taskId : undefined,
      adopting: 'go on with that task, if it is there',
    }),
  ].join('\n\n');
}

export type LateFacts = Pick<QuarantineFacts, 'id' | 'model' | 'unknown' | 'candidates'>;

/** What an operator must know about a submission that its generation went on, or ended, without. Markdown. */
export function lateNote({ id, model, unknown, candidates }: LateFacts): string {
  const superseded = `superseded: ${unknown.reason}. Whatever it still delivers is kept.`;
  const [only, ...others] = candidates;
  if (only === undefined) return superseded;
  return [
    superseded,
    describeCandidates(gatewayOf(model), candidates),
    waysOut(id, {
      taskId: others.length === 0 ? only.taskId : undefined,
      adopting: 'keep the video of that task',
      allowed: ['adopt'],
    }),
  ].join('\n\n');
}

function describeCandidates(gateway: string, candidates: readonly Candidate[]): string {
  if (candidates.length === 0) {
    return `No task has been found for it yet: not in the ledger, by no callback, and in no list of ${gateway}'s.`;
  }
  const listed = candidates.map(({ taskId, createdAt }) => `\`${taskId}\`, created at ${createdAt}`).join('; ');
  return (
    `${gateway} lists what may be its task: ${listed}. No generation in this bucket has claimed it; only you know whether anything ` +
    'else orders with this account.'
  );
}

/** A task that is adopted for the wrong one of several orders is another one's video. */
function describeRivals(rivals: number): string {
  if (rivals === 0) return '';
  const count = rivals === mostRivals ? `${rivals} or more` : `${rivals}`;
  const orders = rivals === 1 ? 'order of this model and time has' : 'orders of this model and time have';
  return ` ${count} other ${orders} no task either: make sure whose a task is before you adopt it.`;
}

function beforehand({ askSeconds, then }: WhenUnknown, remark: string | undefined): string {
  const deed = then === 'resubmit' ? 'ordered once more' : 'ended as failed';
  if (remark !== undefined) return ` Its \`whenUnknown\` asked for it to be ${deed} automatically, but ${remark}.`;
  return then === 'ask' || askSeconds === null
    ? ''
    : ` Without a decision it is ${deed} automatically, ${askSeconds} s after its quarantine began.`;
}

export interface WaysOutOptions {
  /** The task to adopt, where there is only one. */
  readonly taskId: string | undefined;
  /** What adopting it means. */
  readonly adopting: string;
  /** The decisions that can be carried out. @default every one */
  readonly allowed?: readonly Resolution['action'][] | undefined;
}

const everyAction = ['adopt', 'resubmit', 'abandon'] as const;

/** The decisions that a person can take, as commands and as the update that the Temporal UI can send. */
export function waysOut(id: string, { taskId = '<task id>', adopting, allowed = everyAction }: WaysOutOptions): string {
  const ways = {
    adopt: { meaning: adopting, option: `--adopt ${taskId}`, update: `{"action":"adopt","taskId":"${taskId}"}` },
    resubmit: {
      meaning: 'order it once more, at the risk of paying twice',
      option: '--resubmit',
      update: '{"action":"resubmit"}',
    },
    abandon: { meaning: 'give it up', option: '--abandon', update: '{"action":"abandon"}' },
  };
  const updates = allowed.map((action) => `\`${ways[action].update}\``).join(' or ');
  const isKept = allowed.includes('resubmit');
  return [
    ...allowed.map((action) => `- ${ways[action].meaning}: \`reelwork resolve ${id} ${ways[action].option}\``),
    '',
    `Or send the update \`resolveSubmission\`, from the Temporal UI for instance, with ${updates}.` +
      (isKept ? ' If an order that was given up or replaced still yields a video, that is kept.' : ''),
  ].join('\n');
}
