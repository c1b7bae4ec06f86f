import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort } from '../../src/testing/local-stack/ports.js';
import type { Service } from '../../src/testing/local-stack/services.js';

/** A callback as the gateway sent it. */
export interface Callback {
  readonly path: string;
  readonly body: string;
}

/** Which task a callback names; `undefined` for rubbish. */
export function taskIdIn({ body }: Callback): string | undefined {
  try {
    const { id } = JSON.parse(body) as { readonly id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The one public address of several receivers, as a load balancer gives it; and all that can befall a callback there. */
export interface CallbackDoor extends Service {
  readonly url: string;
  /** The next so many callbacks are taken, and never heard of again. */
  lose(count: number): void;
  /** The next so many callbacks arrive this often. */
  repeat(count: number, times: number): void;
  /** Hands something that no gateway sent to a receiver; gives its answer's status, or `undefined` without one. */
  forge(callback: Callback): Promise<number | undefined>;
  /** Every callback of a gateway so far. */
  seen(): readonly Callback[];
  /** Those that a receiver has answered with 204: Temporal has had them then. */
  taken(): readonly Callback[];
}

const receiverAnswerLimitMs = 12_000;

/** Opens the door. `receiver` names the port of one that should be up, for each callback anew. */
export async function openCallbackDoor(receiver: () => number | undefined): Promise<CallbackDoor> {
  const seen: Callback[] = [];
  const taken: Callback[] = [];
  let toLose = 0;
  let repetition = { count: 0, times: 1 };

  async function handOn({ path, body }: Callback): Promise<number | undefined> {
    const port = receiver();
    if (port === undefined) return undefined;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(receiverAnswerLimitMs),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return undefined;
    }
  }

  async function receive(callback: Callback): Promise<number> {
    seen.push(callback);
    if (toLose > 0) {
      toLose -= 1;
      return 204;
    }
    const times = repetition.count > 0 ? repetition.times : 1;
    if (repetition.count > 0) repetition = { ...repetition, count: repetition.count - 1 };
    const statuses = await Promise.all(Array.from({ length: times }, () => handOn(callback)));
    if (statuses.includes(204)) taken.push(callback);
    return statuses[0] ?? 502;
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming);
    outgoing.writeHead(await receive({ path: incoming.url ?? '/', body })).end();
  }

  const port = await freePort();
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    lose: (count) => void (toLose = Math.max(toLose, count)),
    repeat: (count, times) => void (repetition = { count, times }),
    forge: handOn,
    seen: () => seen,
    taken: () => taken,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
