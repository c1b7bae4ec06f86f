import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from './engine/clock.js';

export interface OutageOptions {
  /** `refused`: nothing listens on the port. `reset`: connections break before anything is read from them. */
  readonly how: 'refused' | 'reset';
  /** When it ends by itself, in seconds on the emulator's clock. @default never */
  readonly seconds?: number;
}

/** Takes the emulator off the network, its own control paths included. */
export interface Outage {
  /** Begins, and breaks all connections; resolves when it has. One that goes on already is ended first. */
  begin(options: OutageOptions): Promise<void>;
  /** Ends it, on the same port as before; without one, does nothing. */
  end(): Promise<void>;
}

export interface OutageSources {
  readonly server: Server;
  readonly clock: Clock;
  readonly listen: () => Promise<unknown>;
}

export function createOutage({ server, clock, listen }: OutageSources): Outage {
  let goingOn: (() => Promise<void>) | undefined;

  async function refuse(): Promise<() => Promise<void>> {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    return async () => void (await listen());
  }

  function reset(): () => Promise<void> {
    const breakOff = (socket: Socket) => void socket.resetAndDestroy();
    server.prependListener('connection', breakOff);
    server.closeAllConnections();
    return async () => void server.off('connection', breakOff);
  }

  async function end(): Promise<void> {
    const undo = goingOn;
    goingOn = undefined;
    await undo?.();
  }

  return {
    async begin({ how, seconds }) {
      await end();
      const undo = how === 'refused' ? await refuse() : reset();
      goingOn = undo;
      if (seconds === undefined) return;
      clock.after(seconds * 1000, () => (goingOn === undo ? end() : undefined));
    },
    end,
  };
}
