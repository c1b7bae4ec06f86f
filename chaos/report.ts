import type { ChaosReport } from './run.js';

/** A table of text cells, aligned, in Markdown. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}

/** The whole report, for people. */
export function toMarkdown({
  options,
  startedAt,
  seconds,
  troubles,
  gatewayFaults,
  verdict,
  peakMemory,
  ownEnds,
}: ChaosReport): string {
  const { generations, seed, workers, receivers, exclusive } = options;
  const whole = seconds.trouble + seconds.settling;
  const survived = (ids: ReadonlySet<string>) => [...ids].filter((id) => !verdict.wronged.has(id)).length;
  const rows = troubles
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .map(({ name, injected, ids }) => [name, injected, ids.size, survived(ids)]);
  const injections = troubles.reduce((sum, { injected }) => sum + injected, 0);
  return [
    `${generations} generations, seed ${seed}, ${workers} workers, ${receivers} receivers, the account ${exclusive ? '' : 'not '}exclusive, on ${startedAt}: ` +
      `${whole} s, of which ${seconds.trouble} s under trouble.`,
    table(['Trouble', 'Injected', 'Generations within reach', 'Of these right in the end'], rows),
    `${injections} troubles in all, and the gateway's own faults: ${counted(gatewayFaults)}.`,
    table(
      ['End', 'Generations'],
      Object.entries(verdict.endings).toSorted(([left], [right]) => right.localeCompare(left)),
    ),
    `${verdict.acceptedJobs} jobs on the gateway's bill for ${generations} generations; ${verdict.runs} runs with ` +
      `${verdict.events} events read; ${verdict.unfinishedUploads} uploads left unfinished; ${ownEnds} processes ended ` +
      `by themselves for want of a service and were started again.`,
    `Peak memory in MiB: ${counted(peakMemory)}.`,
    verdict.violations.length === 0
      ? 'Nothing was paid twice, nothing paid was lost, nothing secret was found.'
      : ['**Violations:**', ...verdict.violations.map((violation) => `- ${violation}`)].join('\n'),
  ].join('\n\n');
}

const counted = (counts: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
