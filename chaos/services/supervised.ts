import { setTimeout as pause } from 'node:timers/promises';
import type { ChildService } from '../../src/testing/local-stack/child-service.js';
import type { Service } from '../../src/testing/local-stack/services.js';

/** A process that somebody starts again when it ends, as an init system would, and that may be ended at any time. */
export interface Supervised extends Service {
  /** Whether it runs, and is not frozen. */
  isUp(): boolean;
  /** Whether it has been up for twice as long as its start took, so that a slow machine gets on between two blows. */
  isRested(): boolean;
  pid(): number | undefined;
  /** Ends it with SIGKILL. It stays down until `revive`. */
  kill(): Promise<void>;
  /** Starts it again; resolves when it answers. */
  revive(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** How often it has ended by itself. */
  ownEnds(): number;
}

interface State {
  running: ChildService | undefined;
  wanted: boolean;
  stopped: boolean;
  frozen: boolean;
  ownEnds: number;
  startMs: number;
  upSince: number;
}

const restPerStart = 2;
const betweenStartsMs = 500;

/** Starts a process and keeps it up. Rejects when the first start fails; later ones are repeated. */
export async function supervise(start: () => Promise<ChildService>): Promise<Supervised> {
  const state: State = {
    running: undefined,
    wanted: true,
    stopped: false,
    frozen: false,
    ownEnds: 0,
    startMs: 0,
    upSince: 0,
  };
  await launch();
  let watch = keepUp();

  async function launch(): Promise<void> {
    const began = performance.now();
    state.running = await start();
    state.upSince = performance.now();
    state.startMs = state.upSince - began;
  }

  async function keepUp(): Promise<void> {
    while (state.wanted) {
      if (state.running === undefined) await launch().catch(() => {});
      if (!state.wanted) signal('SIGKILL');
      await state.running?.ended;
      state.running = undefined;
      if (!state.wanted) return;
      state.ownEnds += 1;
      await pause(betweenStartsMs);
    }
  }

  function signal(name: NodeJS.Signals): void {
    if (state.running === undefined) return;
    try {
      process.kill(state.running.pid, name);
    } catch {
      // It has just ended by itself.
    }
  }

  function thaw(): void {
    state.frozen = false;
    state.upSince = performance.now();
    signal('SIGCONT');
  }

  const isUp = () => state.wanted && state.running !== undefined && !state.frozen;
  return {
    isUp,
    isRested: () => isUp() && performance.now() - state.upSince > restPerStart * state.startMs,
    pid: () => state.running?.pid,
    ownEnds: () => state.ownEnds,
    thaw,
    freeze() {
      if (state.stopped) return;
      state.frozen = true;
      signal('SIGSTOP');
    },
    async kill() {
      state.wanted = false;
      signal('SIGKILL');
      await watch;
    },
    async revive() {
      if (state.wanted || state.stopped) return;
      state.wanted = true;
      watch = keepUp();
      while (state.running === undefined && !state.stopped) await pause(20);
    },
    async stop() {
      state.stopped = true;
      state.wanted = false;
      thaw();
      await state.running?.stop();
      await watch;
    },
  };
}
