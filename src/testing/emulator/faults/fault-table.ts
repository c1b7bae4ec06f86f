import { faultGroups } from './catalogue.js';
import type { Fault, FaultTable } from './plan.js';

const headings: Readonly<Record<keyof typeof faultGroups, string>> = {
  submit: 'The submit',
  status: 'Status reads',
  job: 'The accepted job',
  callback: 'Its callback',
  result: 'Its result',
  list: 'The task list',
  vtrix: 'Only at Vtrix',
  aimlapi: 'Only at AI/ML API',
  dashscope: 'Only at DashScope',
};

/** Every fault with what it does, as Markdown. */
export const faultTable = (): string =>
  Object.entries(faultGroups)
    .map(([group, table]) => section(headings[group as keyof typeof faultGroups], table))
    .join('\n\n');

const whereIn = ({ gateways }: Fault): string => gateways?.join(', ') ?? 'all';

function section(heading: string, table: FaultTable): string {
  const rows = Object.entries(table).map(([name, fault]) => [
    `\`${name}\``,
    fault.description,
    whereIn(fault),
    fault.atRandom === true ? 'yes' : '',
  ]);
  const cells = [['Fault', 'What it does', 'Gateways', 'At random'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const [head, ...body] = cells.map(line);
  return [`### ${heading}`, '', head, rule, ...body].join('\n');
}
