import { condition, log, setDefaultSignalHandler, setHandler, sleep } from '@temporalio/workflow';
import { callbackReceived, type CallbackHint } from './messages.js';

/** At most this many reads of one run are caused by callbacks, and not more often than this. */
const usualLimits = { mostReads: 20, shortestPauseMs: 15_000 };

export interface Callbacks {
  /** Resolves when a callback is worth a read now: repeated and forged ones are soon not. */
  turn(): Promise<void>;
  /** Takes a task id that a callback for submission `n` has named. */
  takeTaskId(n: number): string | undefined;
  /** Keeps a taken task id for another turn. */
  keepTaskId(n: number, taskId: string): void;
  /** From here on, callbacks for submission `n` are somebody else's. */
  passOn(n: number, to: (hint: CallbackHint) => Promise<void>): void;
}

/** Listens for the gateway's callbacks. They wake the workflow; what is true, the gateway is asked. */
export function listenForCallbacks({ mostReads, shortestPauseMs } = usualLimits): Callbacks {
  let waiting = false;
  let reads = 0;
  let lastReadAt = -Infinity;
  const named: { n: number; taskId: string }[] = [];
  const receivers = new Map<number, (hint: CallbackHint) => Promise<void>>();
  let passedOn = 0;
  const passOn = (to: (hint: CallbackHint) => Promise<void>) => async (hint: CallbackHint) => {
    passedOn += 1;
    if (passedOn <= mostReads) await to(hint).catch(() => log.info('nobody waits for a callback', { n: hint.n }));
  };

  const keep = (n: number, taskId: string) => {
    const known = named.some((hint) => hint.n === n && hint.taskId === taskId);
    if (!known && named.length < mostReads) named.push({ n, taskId });
  };

  // Anybody can send a signal, with anything in it: what is no hint still wakes.
  setHandler(callbackReceived, async (hint?: Partial<CallbackHint> | null) => {
    const receiver = typeof hint?.n === 'number' ? receivers.get(hint.n) : undefined;
    if (receiver !== undefined) return receiver(hint as CallbackHint);
    if (reads >= mostReads) return;
    waiting = true;
    if (typeof hint?.n === 'number' && typeof hint.taskId === 'string') keep(hint.n, hint.taskId);
  });
  setDefaultSignalHandler((name) => log.warn('a signal that nobody here knows', { name }));

  return {
    async turn() {
      await condition(() => waiting);
      const pause = lastReadAt + shortestPauseMs - Date.now();
      if (pause > 0) await sleep(pause, { summary: 'not to flood the gateway with reads' });
      waiting = false;
      reads += 1;
      lastReadAt = Date.now();
    },
    takeTaskId(n) {
      const index = named.findIndex((hint) => hint.n === n);
      if (index < 0) return undefined;
      const [hint] = named.splice(index, 1);
      // Each of the others is one more read, and waits for its turn.
      waiting ||= named.length > 0;
      return hint?.taskId;
    },
    passOn(n, to) {
      receivers.set(n, passOn(to));
      for (const hint of named.filter((each) => each.n === n)) void receivers.get(n)?.(hint);
    },
    keepTaskId(n, taskId) {
      keep(n, taskId);
      waiting ||= reads < mostReads;
    },
  };
}
