// A small backend: PUT /videos/<id> orders a video, GET /videos/<id> tells how far it is.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { GenerationError, RequestError, VideoClient, type GenerationRequestInput } from 'reelwork';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] });
const videos = new VideoClient({ client: new Client({ connection }), taskQueue: process.env['REELWORK_TASK_QUEUE'] });

const server = createServer((incoming, outgoing) => {
  const answer = (status: number, body: object) => outgoing.writeHead(status).end(JSON.stringify(body));
  const id = /^\/videos\/([^/]+)$/.exec(incoming.url ?? '')?.[1] ?? '';
  const handle = async () => {
    if (incoming.method === 'GET') return answer(200, await videos.get(id).status());
    // Whatever comes in is checked before anything is ordered, and the same id never pays twice.
    const generation = await videos.start(id, (await json(incoming)) as GenerationRequestInput);
    return answer(202, { id: generation.id });
  };
  handle().catch((error: unknown) => {
    if (error instanceof RequestError) return answer(400, { issues: error.issues });
    if (error instanceof GenerationError) return answer(409, { message: error.message });
    if (error instanceof WorkflowNotFoundError) return answer(404, {});
    return answer(500, {});
  });
});
server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () => console.log('listening', server.address()));
