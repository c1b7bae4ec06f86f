import { stat } from 'node:fs/promises';
import { Hono } from 'hono';
import type { RequestCounts } from '../engine/counts.js';
import type { Job } from '../engine/job.js';
import { samples } from '../media/clips.js';
import { serveFile } from './serve-file.js';
import type { SignedLinks } from './signed-links.js';

export interface FileRoutesOptions {
  readonly links: SignedLinks;
  readonly counts: RequestCounts;
  readonly findJob: (id: string) => Job | undefined;
}

const isSample = (name: string): name is keyof typeof samples => Object.hasOwn(samples, name);

/** Serves results by their signed links, and sample inputs to anyone. */
export function createFileRoutes({ links, counts, findJob }: FileRoutesOptions): Hono {
  const routes = new Hono();

  routes.get('/files/:task/:name', ({ req: request, body }) => {
    counts.linkReads += 1;
    const validity = links.check(new URL(request.url));
    if (validity !== 'valid') return body(`AccessDenied: this link is ${validity}\n`, 403);
    const job = findJob(request.param('task'));
    if (job?.stage.state !== 'completed') return body('NoSuchKey\n', 404);
    return serveFile(request.raw, {
      ...job.stage.file,
      contentType: 'video/mp4',
      etag: `"${job.id}-${job.stage.file.bytes}"`,
    });
  });

  routes.get('/samples/:name', async ({ req: request, body }) => {
    const name = request.param('name');
    if (!isSample(name)) return body(`samples: ${Object.keys(samples).join(', ')}\n`, 404);
    const { size: bytes } = await stat(samples[name].path);
    return serveFile(request.raw, { ...samples[name], bytes, etag: `"${name}-${bytes}"` });
  });

  return routes;
}
