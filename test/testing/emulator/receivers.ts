import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A callback receiver on this machine: answers each request as the script says, 204 once that is used up. */
export async function receiver(...script: readonly (number | 'hang' | 'hang up' | 'redirect')[]) {
  const received: string[] = [];
  const steps = [...script];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push(body);
      answer(response, steps.shift() ?? 204);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return { url: `http://127.0.0.1:${address.port}/hook`, received };
}

function answer(response: ServerResponse, step: number | 'hang' | 'hang up' | 'redirect'): void {
  if (step === 'hang up') response.destroy();
  else if (step === 'redirect') response.writeHead(302, { location: '/elsewhere' }).end();
  else if (step !== 'hang') response.writeHead(step).end();
}
