import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  state: 'begun' | 'whole' | 'broken off';
}

/** A callback receiver on this machine: answers each request as the script says, 204 once that is used up. */
export async function receiver(...script: readonly (number | 'hang' | 'hang up' | 'redirect')[]) {
  const received: string[] = [];
  const requests: ReceivedRequest[] = [];
  const steps = [...script];
  const server = createServer((request, response) => {
    const seen: ReceivedRequest = { method: request.method, path: request.url, state: 'begun' };
    requests.push(seen);
    text(request).then(
      (body) => {
        seen.state = 'whole';
        received.push(body);
        answer(response, steps.shift() ?? 204);
      },
      () => (seen.state = 'broken off'),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return { url: `http://127.0.0.1:${address.port}/hook`, received, requests };
}

function answer(response: ServerResponse, step: number | 'hang' | 'hang up' | 'redirect'): void {
  if (step === 'hang up') response.destroy();
  else if (step === 'redirect') response.writeHead(302, { location: '/elsewhere' }).end();
  else if (step !== 'hang') response.writeHead(step).end();
}
