import type { Truth } from '../src/testing/index.js';
import { createBackend } from './backend.js';
import { startLoad } from './load.js';
import { watchMemory, type PeakMemory } from './memory.js';
import type { ChaosOptions } from './options.js';
import { makeOrders } from './orders.js';
import { reachVerdict, type Verdict } from './oracle/verdict.js';
import { watchQuarantine } from './quarantine.js';
import { createRandom } from './random.js';
import type { Programs } from './services/programs.js';
import { setScene, type Scene } from './services/scene.js';
import { settleAll } from './settle-all.js';
import { makeTrouble } from './troubles/make-trouble.js';
import { restoreDatabase } from './troubles/restored-database.js';
import { createTally, type Tallied } from './troubles/tally.js';

/** What a run was and what came of it. */
export interface ChaosReport {
  readonly options: ChaosOptions;
  readonly startedAt: string;
  /** In seconds. `trouble`: while orders were started. `settling`: from then until nothing moved any more. */
  readonly seconds: { readonly trouble: number; readonly settling: number; readonly judging: number };
  readonly troubles: readonly Tallied[];
  /** How often the gateway met each of its own faults. */
  readonly gatewayFaults: Truth['faults'];
  readonly verdict: Verdict;
  readonly peakMemory: PeakMemory;
  /** How often processes ended although nobody had killed them. */
  readonly ownEnds: number;
}

export interface RunOptions {
  readonly options: ChaosOptions;
  readonly programs: Programs;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Sets the scene, orders, makes trouble, lets everything settle, and judges. Nothing is left running. */
export async function runChaos(run: RunOptions): Promise<ChaosReport> {
  const { options, programs, say, signal } = run;
  const random = createRandom(options.seed);
  say('starting PostgreSQL, Temporal, S3, emulator, workers and receivers');
  const scene = await setScene({ programs, random: random.branch('receivers'), ...options, signal });
  say(`logs in ${scene.logs}`);
  try {
    return await onScene(run, scene);
  } finally {
    await scene.stop();
  }
}

async function onScene({ options, say, signal }: RunOptions, scene: Scene): Promise<ChaosReport> {
  const { generations, seed, perSecond, atOnce } = options;
  const random = createRandom(seed);
  const orders = makeOrders(generations, seed);
  const startedAt = new Date().toISOString();
  const memory = watchMemory(scene);
  const tally = createTally();
  const accusations: string[] = [];
  const quarantine = watchQuarantine(scene.client);
  const { client, taskQueue } = scene;
  const settle = createBackend({ client, taskQueue, quarantine, signal });
  const seconds = stopwatch();
  try {
    say(`${generations} generations, seed ${seed}`);
    const load = startLoad({ orders, settle, perSecond, atOnce, signal });
    const calm = new AbortController();
    const stage = {
      scene,
      random: random.branch('trouble'),
      load,
      accuse: (violation: string) => accusations.push(violation),
    };
    const trouble = makeTrouble(stage, tally, AbortSignal.any([calm.signal, signal]));
    const moments = { dump: Math.ceil(generations * 0.3), restore: Math.ceil(generations * 0.6) };
    const restored = restoreDatabase({ scene, load, moments, signal }).then((ids) =>
      tally.add('PostgreSQL restored from an earlier dump', ids),
    );
    await Promise.all([load.allStarted, restored]);
    calm.abort();
    await trouble;
    const troubleSeconds = seconds();

    say(`all is calm after ${troubleSeconds} s; ${load.underWay().length} generations do not rest yet`);
    await load.allSettled;
    const settled = await settleAll({ orders, settle, gateway: scene.gateway, signal });
    const settlingSeconds = seconds();
    say(`everything rests after ${settlingSeconds} s more`);
    const truth = await scene.gateway.truth();
    const verdict = await reachVerdict(scene, truth, settled);
    return {
      options,
      startedAt,
      seconds: { trouble: troubleSeconds, settling: settlingSeconds, judging: seconds() },
      troubles: tally.all(),
      gatewayFaults: truth.faults,
      verdict: { ...verdict, violations: [...accusations, ...verdict.violations] },
      peakMemory: memory.stop(),
      ownEnds: [...scene.workers, ...scene.receivers].reduce((sum, process) => sum + process.ownEnds(), 0),
    };
  } finally {
    memory.stop();
    await quarantine.stop();
  }
}

/** Gives the whole seconds since it was asked last. */
function stopwatch(): () => number {
  let since = performance.now();
  return () => {
    const before = since;
    since = performance.now();
    return Math.round((since - before) / 1000);
  };
}
