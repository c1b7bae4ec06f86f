import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { serve, videoBytes } from '../helpers/video-server.js';
import { acceptedBefore, activitiesAt, model } from './activities.js';

const bytes = 300_000;

useS3();

const partOf = (marks: () => string): RequestListener => {
  return (incoming, outgoing) => {
    const [, from = '0', to = `${bytes - 1}`] = /bytes=(\d+)-(\d+)/.exec(incoming.headers.range ?? '') ?? [];
    const isPart = incoming.headers.range !== undefined && incoming.headers['if-range'] === undefined;
    const headers = { etag: marks(), 'content-range': `bytes ${from}-${to}/${bytes}` };
    outgoing.writeHead(isPart ? 206 : 200, isPart ? headers : { etag: marks(), 'content-length': bytes });
    outgoing.end(isPart ? videoBytes(Number(from), Number(to) + 1) : videoBytes(0, bytes));
  };
};

/** A host that answers requests for a part of the file with an error, and only those. */
const refusing =
  (status: number): RequestListener =>
  ({ headers }, outgoing) =>
    headers.range === undefined ? outgoing.end(videoBytes(0, bytes)) : outgoing.writeHead(status).end();

let seen = 0;
const hosts: [string, RequestListener][] = [
  ['marks the file differently in each answer', partOf(() => `"${(seen += 1)}"`)],
  ['marks the file differently in each answer, and weakly', partOf(() => `W/"${(seen += 1)}"`)],
  ['answers ranges with 416', refusing(416)],
  ['answers ranges with 501', refusing(501)],
];

test.each(hosts)('a video whose host %s is stored from one answer', async (_, host) => {
  const files = await serve(host);
  onTestFinished(() => files.close());
  const completed: object = JSON.parse(await readFile('test/fixtures/evolink/completed.json', 'utf8'));
  const submission = acceptedBefore(900);
  const { taskId } = submission.task;
  const gateway = await startGateway(json(200, { ...completed, id: taskId, results: [`${files.url}/result.mp4`] }));
  const { environment, activities } = activitiesAt(s3, gateway.url, { allowPrivateHosts: ['127.0.0.1'] });
  const stored = await environment.run(activities.transfer.archiveVideo, {
    model,
    submission,
    requestedAt: submission.acceptedAt,
  });
  const sha256 = createHash('sha256').update(videoBytes(0, bytes)).digest('hex');
  expect(stored).toMatchObject({ state: 'stored', video: { bytes, sha256 } });
});
