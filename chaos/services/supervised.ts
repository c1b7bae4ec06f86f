import { setTimeout as pause } from 'node:timers/promises';
import type { ChildService } from '../../src/testing/local-stack/child-service.js';
import type { Service } from '../../src/testing/local-stack/services.js';

/** A process that somebody starts again when it ends, as an init system would, and that may be ended at any time. */
export interface Supervised extends Service {
  readonly name: string;
  /** Whether it runs, and is not frozen. */
  isUp(): boolean;
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

const betweenStartsMs = 500;

/** Starts a process and keeps it up. Rejects when the first start fails; later ones are repeated. */
export async function supervise(name: string, start: () => Promise<ChildService>): Promise<Supervised> {
  let running: ChildService | undefined = await start();
  let wanted = true;
  let frozen = false;
  let ownEnds = 0;
  let watch = keepUp();

  async function keepUp(): Promise<void> {
    while (wanted) {
      const service = (running ??= await start().catch(() => undefined));
      if (!wanted) signal('SIGKILL');
      await service?.ended;
      running = undefined;
      if (!wanted) return;
      ownEnds += 1;
      await pause(betweenStartsMs);
    }
  }

  function signal(name: NodeJS.Signals): void {
    if (running === undefined) return;
    try {
      process.kill(running.pid, name);
    } catch {
      // It has just ended by itself.
    }
  }

  function thaw(): void {
    frozen = false;
    signal('SIGCONT');
  }

  return {
    name,
    isUp: () => wanted && running !== undefined && !frozen,
    pid: () => running?.pid,
    ownEnds: () => ownEnds,
    thaw,
    freeze() {
      frozen = true;
      signal('SIGSTOP');
    },
    async kill() {
      wanted = false;
      signal('SIGKILL');
      await watch;
    },
    async revive() {
      if (wanted) return;
      wanted = true;
      watch = keepUp();
      while (running === undefined) await pause(20);
    },
    async stop() {
      wanted = false;
      thaw();
      await running?.stop();
      await watch;
    },
  };
}
