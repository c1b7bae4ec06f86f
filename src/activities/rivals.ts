import { models, type ModelId } from '../domain/models.js';
import { mostRivals } from '../domain/submission.js';
import { submitLimits } from '../domain/time-limits.js';
import type { OpenMark } from '../ledger/records.js';
import type { Payer } from '../ledger/open-marks.js';
import type { TimeSpan } from '../providers/video-model.js';
import type { ActivityDependencies } from './dependencies.js';
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

/**
 * The other orders of an account that can be the owner of a task of this model and time: they have none yet. Tidies up
 * the marks that tell nothing any more.
 */
export async function* rivals(
  { marks, ledger }: Pick<ActivityDependencies, 'marks' | 'ledger'>,
  { id, n, model, payer, span }: RivalQuestion,
): AsyncGenerator<OpenMark> {
  for await (const mark of marks.all(payer)) {
    const own = spanOf(mark.at);
    const isOther = mark.id !== id || mark.n !== n;
    if (!isOther || mark.model !== model) continue;
    // The gateway knows no task of that time any more.
    if (Date.now() - Date.parse(mark.at) > models[model].retentionSeconds * 1000) {
      await marks.clear(payer, mark.nonce);
      continue;
    }
    if (own.to < span.from || own.from > span.to) continue;
    const entry = await ledger.find(mark.id, mark.n);
    if (entry.state === 'accepted') {
      const { task, by } = entry.acceptance;
      // Its owner may have been stopped between acceptance and claim.
      await ledger.claim(task, { schema: 1, id: mark.id, n: mark.n, by });
      if (by === undefined) await marks.clear(payer, mark.nonce);
      continue;
    }
    const stands = entry.state === 'open' && entry.record.nonce === mark.nonce;
    // A mark without its record is that of an attempt which may still write it, for so long.
    if (stands || Date.now() < answerDueMs(mark)) yield mark;
    else await marks.clear(payer, mark.nonce);
  }
}

/** Whether there is one. */
export async function hasRival(
  dependencies: Pick<ActivityDependencies, 'marks' | 'ledger'>,
  question: RivalQuestion,
): Promise<boolean> {
  for await (const _ of rivals(dependencies, question)) return true;
  return false;
}

/** How many there are, up to `mostRivals`. */
export async function countRivals(
  dependencies: Pick<ActivityDependencies, 'marks' | 'ledger'>,
  question: RivalQuestion,
): Promise<number> {
  let count = 0;
  for await (const _ of rivals(dependencies, question)) {
    count += 1;
    if (count === mostRivals) break;
  }
  return count;
}
