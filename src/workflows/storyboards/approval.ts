import { condition } from '@temporalio/workflow';
import { currencyNames } from '../../domain/money.js';
import type { StoryboardPlan } from '../../domain/storyboards/plan.js';
import type { Review } from '../../domain/storyboards/result.js';
import { totalOf } from '../../domain/total.js';
import type { StoryboardRun } from './run.js';

/** Waits for a person's word, or as long as the document says; says whether that is a yes. */
export function isApproved(run: StoryboardRun, review: Review): Promise<boolean> {
  const { board, plan } = run;
  const { digest } = review;
  const { timeout } = plan.approval;
  const isJudged = () => board.verdictOn(digest) !== undefined || run.stopped() !== undefined;
  return run.asking(review, async () => {
    if (timeout === undefined) await condition(isJudged);
    else await condition(isJudged, timeout.seconds * 1000, { summary: 'time for an answer' });
    const isLate = timeout?.then === 'approve' && run.stopped() === undefined;
    return (board.verdictOn(digest) ?? (isLate ? 'approved' : 'rejected')) === 'approved';
  });
}

/** Whether the plan is approved, where the document asks for that before anything is paid. */
export async function isPlanApproved(run: StoryboardRun): Promise<boolean> {
  const { plan } = run;
  const toBegin = run.takesToBegin().length;
  if (plan.approval.mode !== 'before-spend' || toBegin === 0) return true;
  const about = `${plan.shots.length} shots, at most ${priceInWords(plan)}`;
  return isApproved(run, { of: 'plan', digest: plan.digest, about });
}

function priceInWords({ shots }: StoryboardPlan): string {
  const { amounts, unknown } = totalOf(shots.flatMap(({ price, takes }) => Array.from({ length: takes }, () => price)));
  const known = amounts.map(({ amount, currency }) => `${amount} ${currencyNames[currency]}`);
  return [...known, ...(unknown > 0 ? [`${unknown} of unknown price`] : [])].join(' and ');
}
