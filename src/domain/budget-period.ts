import type { BudgetTerms } from './budget.js';

const dayMs = 24 * 60 * 60 * 1000;

/** Of its own kind each sorts by time. */
const forms = { ever: /^ever$/, day: /^\d{4}-\d\d-\d\d$/, week: /^\d{4}-W\d\d$/, month: /^\d{4}-\d\d$/ } as const;

/** The period of a budget in which a moment lies: `ever`, `2026-11-22`, `2026-W47` or `2026-11`. */
export function periodAt({ per, timeZone }: Pick<BudgetTerms, 'per' | 'timeZone'>, at: Date): string {
  if (per === 'ever') return 'ever';
  const day = dayAt(timeZone, at);
  switch (per) {
    case 'day':
      return day;
    case 'week':
      return weekOf(day);
    case 'month':
      return day.slice(0, 7);
  }
}

/** Which kind of period a key names; `undefined` where it names none. */
export const kindOfPeriod = (period: string): BudgetTerms['per'] | undefined =>
  (Object.keys(forms) as (keyof typeof forms)[]).find((kind) => forms[kind].test(period));

/** Whether clocks can be read by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The date on a calendar there, `2026-11-22`. */
function dayAt(timeZone: string, at: Date): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** By ISO 8601: weeks begin on Monday, and belong to the year that their Thursday lies in. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
