import { condition, log, setDefaultSignalHandler, setHandler, sleep } from '@temporalio/workflow';
import { canNameTask } from '../domain/task.js';
import { callbackReceived, type CallbackHint } from './messages.js';

/** How often callbacks may make one run read. */
export interface CallbackPacing {
  /** Between two reads, in milliseconds. */
  readonly pauseMs: number;
  /** After so many reads each pause is twice the one before. */
  readonly quickReads: number;
  /** A late word is heard within this time, whatever was sent before, in milliseconds. */
  readonly longestPauseMs: number;
}

const usualPacing: CallbackPacing = { pauseMs: 15_000, quickReads: 20, longestPauseMs: 3_600_000 };

/** So many task ids are kept for their turn; a flood of made-up ones fills no memory. */
const mostHints = 20;

/** So many callbacks are passed on: each is a signal from run to run, and the run that hears it paces its reads itself. */
const mostPassedOn = 200;

/** A task that a callback has named. */
export interface CalledBackTask {
  readonly taskId: string;
  /** Whether others of the same submission wait for their turn. */
  readonly isOneOfSeveral: boolean;
}

/** What a run hears from its gateway. */
export interface Callbacks {
  /** Resolves when a callback is worth a read now: repeated and forged ones are so ever more seldom. */
  turn(): Promise<void>;
  /** Takes the next task that a callback for submission `n` has named. */
  takeTask(n: number): CalledBackTask | undefined;
  /** Keeps a taken task for another turn. */
  keepTask(n: number, taskId: string): void;
  /** From here on, callbacks for submission `n` are somebody else's. */
  passOn(n: number, to: (hint: CallbackHint) => Promise<void>): void;
}

/** Listens for the gateway's callbacks. They wake the workflow; what is true, the gateway is asked. */
export function listenForCallbacks(pacing = usualPacing): Callbacks {
  let waiting = false;
  let reads = 0;
  let lastReadAt = -Infinity;
  const named: { n: number; taskId: string; isTried: boolean }[] = [];
  const receivers = new Map<number, (hint: CallbackHint) => Promise<void>>();
  let passedOn = 0;
  const passOn = (to: (hint: CallbackHint) => Promise<void>) => async (hint: CallbackHint) => {
    passedOn += 1;
    if (passedOn <= mostPassedOn) await to(hint).catch(() => log.info('nobody waits for a callback', { n: hint.n }));
  };

  const keep = (n: number, taskId: string, isTried: boolean) => {
    const known = named.some((hint) => hint.n === n && hint.taskId === taskId);
    if (!known && named.length < mostHints) named.push({ n, taskId, isTried });
  };

  // Anybody can send a signal, with anything in it: what is no hint still wakes.
  setHandler(callbackReceived, async (hint?: Partial<CallbackHint> | null) => {
    const n = typeof hint?.n === 'number' ? hint.n : undefined;
    const taskId = canNameTask(hint?.taskId) ? hint.taskId : undefined;
    const receiver = n === undefined ? undefined : receivers.get(n);
    if (n !== undefined && receiver !== undefined) return receiver({ n, taskId });
    waiting = true;
    if (n !== undefined && taskId !== undefined) keep(n, taskId, false);
  });
  setDefaultSignalHandler((name) => log.warn('a signal that nobody here knows', { name }));

  return {
    async turn() {
      await condition(() => waiting);
      const pause = lastReadAt + pauseAfter(reads, pacing) - Date.now();
      if (pause > 0) await sleep(pause, { summary: 'not to flood the gateway with reads' });
      waiting = false;
      reads += 1;
      lastReadAt = Date.now();
    },
    takeTask(n) {
      const untried = named.findIndex((hint) => hint.n === n && !hint.isTried);
      const index = untried < 0 ? named.findIndex((hint) => hint.n === n) : untried;
      if (index < 0) return undefined;
      const [hint] = named.splice(index, 1);
      // Each of the others is one more read, and waits for its turn.
      waiting ||= named.length > 0;
      return hint && { taskId: hint.taskId, isOneOfSeveral: named.some((other) => other.n === n) };
    },
    passOn(n, to) {
      receivers.set(n, passOn(to));
      for (const { taskId } of named.filter((hint) => hint.n === n)) void receivers.get(n)?.({ n, taskId });
    },
    keepTask(n, taskId) {
      keep(n, taskId, true);
      waiting = true;
    },
  };
}

const pauseAfter = (reads: number, { pauseMs, quickReads, longestPauseMs }: CallbackPacing): number =>
  Math.min(pauseMs * 2 ** Math.max(0, reads - quickReads + 1), longestPauseMs);
