import type { Truth } from '../src/testing/index.js';
import { createBackend } from './backend.js';
import { watchMemory, type PeakMemory } from './memory.js';
import type { ChaosOptions } from './options.js';
import { makeOrders } from './orders.js';
import { reachVerdict, type Verdict } from './oracle/verdict.js';
import { watchQuarantine } from './quarantine.js';
import { createRandom } from './random.js';
import type { Programs } from './services/programs.js';
import { setScene, type Scene } from './services/scene.js';
import { settleAll } from './settle-all.js';
import { storm } from './storm.js';
import type { Tallied } from './troubles/tally.js';

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
  const { generations, seed } = options;
  const { client, taskQueue, gateway } = scene;
  const orders = makeOrders(generations, seed);
  const random = createRandom(seed).branch('trouble');
  const startedAt = new Date().toISOString();
  const memory = watchMemory(scene);
  const quarantine = watchQuarantine(client);
  const settle = createBackend({ client, taskQueue, quarantine, signal });
  const seconds = stopwatch();
  try {
    say(`${generations} generations, seed ${seed}`);
    const { troubles, violations, unsettled, allSettled } = await storm({
      ...options,
      scene,
      random,
      orders,
      settle,
      say,
      signal,
    });
    const trouble = seconds();
    say(`all is calm after ${trouble} s; ${unsettled} generations do not rest yet`);
    await allSettled;
    const settled = await settleAll({ orders, settle, gateway, signal });
    const settling = seconds();
    say(`everything rests after ${settling} s more`);
    const truth = await gateway.truth();
    const verdict = await reachVerdict(scene, truth, settled);
    return {
      options,
      startedAt,
      seconds: { trouble, settling, judging: seconds() },
      troubles,
      gatewayFaults: truth.faults,
      verdict: { ...verdict, violations: [...violations, ...verdict.violations] },
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
