// One video, from a backend that knows where Temporal is: node text-to-video.js <id>
import { Client, Connection } from '@temporalio/client';
import { VideoClient } from 'reelwork';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] });
const videos = new VideoClient({ client: new Client({ connection }), taskQueue: process.env['REELWORK_TASK_QUEUE'] });
const run = await videos.start(process.argv[2] ?? 'ad-42', {
  model: 'evolink/wan2.6-text-to-video',
  prompt: 'A cat playing piano',
});
const { video, cost } = await run.result();
console.log(video.uri, cost.amount);
await connection.close();
