import { termsInWords } from '../domain/budget.js';
import type { BudgetReport } from '../ledger/budget-desk.js';
import { toTable } from './table.js';

/** Budgets in a table, one line each. */
export const budgetsInWords = (reports: readonly BudgetReport[]): string =>
  toTable(
    ['budget', 'cap', 'period', 'spent', 'reserved', 'left'],
    reports.map((report) => [
      report.name,
      termsInWords(report),
      `${report.period}${report.isPresent ? '' : ' (over)'}`,
      report.spent,
      report.reserved,
      report.left,
    ]),
  );

/** One budget, with the orders that have not been settled. */
export function budgetInWords(report: BudgetReport): string {
  const { name, period, isPresent, cap, spent, reserved, left, open } = report;
  const orders = Object.entries(open).map(([order, { amount, at }]) => [order, `${amount} ${cap.currency}`, at]);
  return [
    `${name}: ${termsInWords(report)}`,
    ...(period === 'ever' ? [] : [`period: ${period}${isPresent ? '' : ', which is over'}`]),
    `spent: ${spent} ${cap.currency}`,
    `reserved: ${reserved} ${cap.currency}`,
    `left: ${left} ${cap.currency}`,
    ...(orders.length === 0 ? [] : ['', toTable(['order under way, or in doubt', 'reserved', 'since'], orders)]),
  ].join('\n');
}
