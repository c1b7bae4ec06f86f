import { startLoad, type LoadOptions } from './load.js';
import type { Random } from './random.js';
import type { Scene } from './services/scene.js';
import { makeTrouble, type Frequencies } from './troubles/make-trouble.js';
import { restoreDatabase } from './troubles/restored-database.js';
import { createTally, type Tallied } from './troubles/tally.js';

export interface StormOptions extends LoadOptions, Frequencies {
  readonly scene: Scene;
  readonly random: Random;
  readonly say: (line: string) => void;
}

/** What was done to the generations while they were ordered. */
export interface Storm {
  readonly troubles: readonly Tallied[];
  /** What must never happen and has, as it was seen at once. */
  readonly violations: readonly string[];
  /** How many generations did not rest yet when all was calm again. */
  readonly unsettled: number;
  /** Resolves when all of them rest. */
  readonly allSettled: Promise<unknown>;
}

const betweenProgressMs = 30_000;

/** After these shares of the orders Temporal's database is dumped, and set back to that. */
const dumpAfter = 0.3;
const restoreAfter = 0.6;

/** Starts all orders under trouble. Resolves, or rejects, when no trouble lasts any longer. */
export async function storm({
  scene,
  random,
  deathsPerMinute,
  outagesPerMinute,
  say,
  ...loadOptions
}: StormOptions): Promise<Storm> {
  const { orders, signal } = loadOptions;
  const tally = createTally();
  const violations: string[] = [];
  const load = startLoad(loadOptions);
  const calm = new AbortController();
  const stage = { scene, random, load, accuse: (violation: string) => void violations.push(violation) };
  const trouble = makeTrouble({
    stage,
    tally,
    deathsPerMinute,
    outagesPerMinute,
    signal: AbortSignal.any([calm.signal, signal]),
  });
  const moments = { dump: Math.ceil(orders.length * dumpAfter), restore: Math.ceil(orders.length * restoreAfter) };
  const restoration = restoreDatabase({ scene, load, moments, signal }).then((ids) =>
    tally.add('PostgreSQL restored from an earlier dump', ids),
  );
  const progress = setInterval(
    () => say(`${load.started().length} started, ${load.underWay().length} of them under way`),
    betweenProgressMs,
  );
  try {
    await Promise.all([load.allStarted, restoration]);
  } finally {
    clearInterval(progress);
    calm.abort();
    await trouble;
  }
  const { allSettled } = load;
  return { troubles: tally.all(), violations, unsettled: load.underWay().length, allSettled };
}
