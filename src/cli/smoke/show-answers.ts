import { toTable } from '../table.js';
import type { answersOf } from './questions.js';

/** What a run has settled and what not, for people. */
export function showAnswers({ unknowns, open }: ReturnType<typeof answersOf>): string {
  const rows = unknowns.map(({ unknown, settled, finding }) => [
    settled === 'yes' ? 'settled' : 'not yet',
    unknown,
    finding,
  ]);
  return toTable(
    ['', 'what nobody documents', 'what this run says'],
    [...rows, ...open.map((each) => ['open', each, ''])],
  );
}
