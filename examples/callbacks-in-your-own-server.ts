// Receives the gateways' callbacks next to a server's own routes. The worker needs the same CALLBACK_ variables.
import { getRequestListener } from '@hono/node-server';
import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { createCallbackUrls, createReceiver, deliverCallback } from 'reelwork/callbacks';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] });
const client = new Client({ connection });

const receive = createReceiver({
  urls: createCallbackUrls({
    publicUrl: process.env['CALLBACK_PUBLIC_URL'] ?? '',
    secret: process.env['CALLBACK_SECRET'] ?? '',
  }),
  deliver: (callback) => deliverCallback(client, callback),
  onError: console.error,
});

// `receive` takes a web-standard Request and gives a Response: Hono, Fastify, Next.js and others have room for it too.
const routes = (request: Request) =>
  new URL(request.url).pathname.includes('/callbacks/') ? receive(request) : new Response('my own page');
const port = Number(process.env['PORT'] ?? 8787);
createServer((incoming, outgoing) => void getRequestListener(routes)(incoming, outgoing)).listen(
  port,
  '127.0.0.1',
  () => console.log('listening'),
);
