import { pMapIterable } from 'p-map';
import type { ModelId } from '../domain/models.js';
import { mostRivals } from '../domain/submission.js';
import { clockSkewSeconds, submitLimits } from '../domain/time-limits.js';
import type { OpenMark } from '../ledger/records.js';
import type { Payer } from '../ledger/open-marks.js';
import type { TimeSpan } from '../providers/video-model.js';
import { factsOf, type ActivityDependencies } from './dependencies.js';
import { spanOf } from './submission-origin.js';

/** For which order, and for a task of which time, rivals are looked for. */
export interface RivalQuestion {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  readonly payer: Payer;
  /** When the task was created, as far as that can be known. */
  readonly span: TimeSpan;
}

/** Until when an order may still hear from the gateway which task is its, in milliseconds of Unix time. */
export const answerDueMs = ({ at }: Pick<OpenMark, 'at'>): number => Date.parse(at) + submitLimits.startToClose * 1000;

/** So many orders are held against the ledger at a time. */
const concurrency = 10;

type Sources = Pick<ActivityDependencies, 'marks' | 'ledger' | 'models'>;

/**
 * The other orders of an account that can be the owner of a task of this model and time: they have none yet. Tidies up
 * the marks that tell nothing any more.
 */
export async function* rivals(sources: Sources, question: RivalQuestion): AsyncGenerator<OpenMark> {
  const { payer, span } = question;
  const near = sources.marks.between(payer, {
    fromMs: (span.from - submitLimits.startToClose - clockSkewSeconds - 1) * 1000,
    toMs: (span.to + clockSkewSeconds + 1) * 1000,
  });
  const examined = pMapIterable(near, (mark) => ifRival(sources, question, mark), { concurrency });
  for await (const mark of examined) if (mark !== undefined) yield mark;
}

async function ifRival(
  { marks, ledger, models }: Sources,
  { id, n, model, payer, span }: RivalQuestion,
  mark: OpenMark,
): Promise<OpenMark | undefined> {
  const isOther = mark.id !== id || mark.n !== n;
  if (!isOther || mark.model !== model) return undefined;
  // The gateway knows no task of that time any more.
  if (Date.now() - Date.parse(mark.at) > factsOf({ models }, model).retentionSeconds * 1000) {
    await marks.clear(payer, mark);
    return undefined;
  }
  const own = spanOf(mark.at);
  if (own.to < span.from || own.from > span.to) return undefined;
  const entry = await ledger.find(mark.id, mark.n);
  if (entry.state === 'accepted') {
    const { task, by } = entry.acceptance;
    // Its owner may have been stopped between acceptance and claim.
    const claim = await ledger.claimOf(task);
    if (claim?.id !== mark.id || claim.n !== mark.n) {
      await ledger.claim(task, { schema: 1, id: mark.id, n: mark.n, by });
    }
    if (by === undefined) await marks.clear(payer, mark);
    return undefined;
  }
  const stands = entry.state === 'open' && entry.record.nonce === mark.nonce;
  // A mark without its record is that of an attempt which may still write it, for so long.
  if (stands || Date.now() < answerDueMs(mark)) return mark;
  await marks.clear(payer, mark);
  return undefined;
}

/** Whether there is one. */
export async function hasRival(dependencies: Sources, question: RivalQuestion): Promise<boolean> {
  for await (const _ of rivals(dependencies, question)) return true;
  return false;
}

/** How many there are, up to `mostRivals`. */
export async function countRivals(dependencies: Sources, question: RivalQuestion): Promise<number> {
  let count = 0;
  for await (const _ of rivals(dependencies, question)) {
    count += 1;
    if (count === mostRivals) break;
  }
  return count;
}
