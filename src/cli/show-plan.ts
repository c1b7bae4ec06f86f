import { inWords } from '../domain/money.js';
import type { PlannedShot, StoryboardPlan } from '../domain/storyboards/plan.js';
import { totalOf } from '../domain/total.js';
import { showTotal } from './show-total.js';
import { toTable } from './table.js';

/** What a storyboard would make and cost, for people. */
export function showPlan({ title, shots, budget, digest }: StoryboardPlan): string {
  const prices = shots.flatMap(({ price, takes }) => Array.from({ length: takes }, () => price));
  return [
    `${title ?? 'storyboard'} · ${shots.length === 1 ? '1 shot' : `${shots.length} shots`} · digest ${digest.slice(0, 12)}`,
    toTable(['shot', 'model', 'seconds', 'takes', 'each at most', 'after'], shots.map(toRow)),
    `in all at most: ${showTotal(totalOf(prices))}`,
    ...(budget === undefined ? [] : [`budget: ${budget.amount} ${budget.currency}`]),
  ].join('\n');
}

const toRow = ({ id, request, ordered, takes, price, continues, after }: PlannedShot): string[] => [
  id,
  request.model,
  String(ordered.durationSeconds),
  String(takes),
  inWords(price),
  [continues && `${continues} (last frame)`, ...after].filter(Boolean).join(', '),
];
