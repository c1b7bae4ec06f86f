import { inWords } from '../domain/money.js';
import { totalOf } from '../domain/total.js';
import type { Recovery } from '../recovery/recovery.js';
import { showTotal } from './show-total.js';

type Resumed = Extract<Recovery, { outcome: 'resumed' }>;
type Left = Extract<Recovery, { outcome: 'left' }>;

/** What has become of all generations that were looked at. */
export type RecoveryTally = ReturnType<typeof tallyRecoveries>;

/** Counts what is in order, and keeps what was resumed and what was not. */
export function tallyRecoveries() {
  const resumed: Resumed[] = [];
  const left: Left[] = [];
  return {
    /** Generations in the bucket. */
    seen: 0,
    running: 0,
    resumed,
    left,
    add(recovery: Recovery) {
      if (recovery.outcome === 'running') this.running += 1;
      else if (recovery.outcome === 'resumed') resumed.push(recovery);
      else if (recovery.outcome === 'left') left.push(recovery);
    },
    /** As `--json` prints it. */
    toDocument() {
      const { seen, running } = this;
      const ended = seen - running - resumed.length - left.length;
      return { generations: seen, running, ended, atStake: atStakeOf(resumed), resumed, left };
    },
  };
}

const atStakeOf = (resumed: readonly Resumed[]) => totalOf(resumed.map(({ atStake }) => atStake));

/** Whether `recover` can do nothing more about it, and nobody else does. */
export const needsAPerson = ({ because }: Left): boolean => because !== 'other-namespace';

/** The tally for people. */
export function describeRecovery(tally: RecoveryTally, dryRun: boolean): string {
  const { resumed, left, seen, running } = tally;
  const verb = dryRun ? 'to resume' : 'resumed';
  const lines = resumed.map(({ id, accepted, atStake }) => {
    const order = accepted ? 'the gateway has its task' : 'nobody knows whether the gateway took the order';
    return `${id}: ${verb}: ${order} · ${inWords(atStake)}`;
  });
  const counts = `${seen} generations in the bucket: ${running} running, ${resumed.length} ${verb}, ${left.length} left`;
  return [
    ...lines,
    ...left.map(({ id, reason }) => `${id}: left: ${reason}`),
    resumed.length === 0 ? counts : `${counts} · at stake: ${showTotal(atStakeOf(resumed))}`,
  ].join('\n');
}
