import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { startProcess, type Environment } from '../helpers/reelwork-process.js';
import { temporaryFolder } from '../testing/local-stack/helpers.js';

const generations = 200;
const seed = 7;

/** The run itself takes three minutes on two cores, eight on one; a first one builds Temporal's server before. */
const limitMs = 1_800_000;

interface Report {
  readonly troubles: readonly { readonly name: string; readonly injected: number }[];
  readonly verdict: {
    readonly acceptedJobs: number;
    readonly endings: Readonly<Record<string, number>>;
    readonly violations: readonly string[];
  };
}

test(
  'whatever is killed, frozen, cut, lost, forged, reset or restored, nothing is paid twice and nothing paid is lost',
  { timeout: limitMs },
  async () => {
    const report = join(await temporaryFolder(), 'report.json');
    const run = startProcess(
      process.execPath,
      [
        'scripts/run-ts.mjs',
        'chaos/main.ts',
        `--generations=${generations}`,
        `--seed=${seed}`,
        '--outages-per-minute=6',
        `--json=${report}`,
      ],
      process.env as Environment,
    );
    onTestFailed(() => console.error(run.stdout(), run.stderr()));
    const { code } = await run.ended;
    expect(code).toBe(0);

    const { troubles, verdict }: Report = JSON.parse(await readFile(report, 'utf8'));
    const injected = (name: string) => troubles.find((trouble) => trouble.name === name)?.injected ?? 0;
    expect(verdict.violations).toEqual([]);
    expect(Object.values(verdict.endings).reduce((sum, count) => sum + count, 0)).toBe(generations);
    expect(verdict.endings['stored']).toBeGreaterThan(generations / 2);
    for (const name of ['worker killed', 'receiver killed', 'PostgreSQL restored from an earlier dump']) {
      expect(injected(name), name).toBeGreaterThan(0);
    }
  },
);
