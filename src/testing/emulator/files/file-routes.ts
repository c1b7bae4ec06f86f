import { stat } from 'node:fs/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { RequestCounts } from '../engine/counts.js';
import type { NodeContext } from '../engine/answer-wrongly.js';
import type { Clock } from '../engine/clock.js';
import type { Job, ResultFile } from '../engine/job.js';
import { samples } from '../media/clips.js';
import { whole } from './content.js';
import { linkRefusal } from './link-refusal.js';
import { resultServing } from './result-serving.js';
import { serveContent } from './serve-content.js';
import { counted } from './spoilt-body.js';
import type { SignedLinks } from './signed-links.js';

export interface FileRoutesOptions {
  readonly clock: Clock;
  readonly links: SignedLinks;
  readonly counts: RequestCounts;
  readonly findJob: (id: string) => Job | undefined;
}

const isSample = (name: string): name is keyof typeof samples => Object.hasOwn(samples, name);

/** Serves results by their signed links, and sample inputs to anyone. */
export function createFileRoutes({ clock, links, counts, findJob }: FileRoutesOptions) {
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get('/files/:task/:name', (context) => {
    const { req: request, body } = context;
    counts.linkReads += 1;
    const job = findJob(request.param('task'));
    if (job !== undefined) job.traffic.linkReads += 1;
    const link = new URL(request.url);
    const validity = links.check(link);
    if (validity === 'expired' && job?.faults.result?.kind === 'expires-as-404') return body('NoSuchKey\n', 404);
    if (validity !== 'valid') return body(`AccessDenied: this link is ${validity}\n`, 403);
    if (job?.stage.state !== 'completed') return body('NoSuchKey\n', 404);
    return linkRefusal(job, link) ?? serveResult(context, job, job.stage.file);
  });

  function serveResult(context: NodeContext, job: Job, file: ResultFile): Response {
    const serving = resultServing({ context, job, file, clock });
    const { pipe = (bytes) => bytes } = serving;
    const onPiece = (length: number) => void (job.traffic.bytesServed += length);
    return serveContent(context.req.raw, { ...serving, pipe: (bytes, start) => counted(pipe(bytes, start), onPiece) });
  }

  routes.get('/samples/:name', async ({ req: request, body }) => {
    const name = request.param('name');
    if (!isSample(name)) return body(`samples: ${Object.keys(samples).join(', ')}\n`, 404);
    const { path, contentType } = samples[name];
    const content = whole({ path, bytes: (await stat(path)).size });
    return serveContent(request.raw, { content, contentType, etag: `"${name}-${content.fileBytes}"` });
  });

  return routes;
}
