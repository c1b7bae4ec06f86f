import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { createAuthentication } from '../engine/authentication.js';
import type { GatewayParts, Routes } from '../engine/dialect.js';
import { refuse } from '../engine/errors.js';

const largestBatch = 50;
const batchBody = z.strictObject({ task_ids: z.array(z.string()).min(1).max(largestBatch) });

/** `POST /v1/tasks/batch`: several tasks at once. */
export function createBatchRoute({ apiKeys, clock, counts, find, dialect: { errors, task } }: GatewayParts): Routes {
  const route = new Hono<{ Bindings: HttpBindings }>();

  route.post('/v1/tasks/batch', createAuthentication(apiKeys, errors.task), async ({ req: request }) => {
    counts.listReads += 1;
    const body = batchBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(errors.task, { status: 400, param: 'task_ids' }, request);
    const found = body.data.task_ids.map(find).filter((job) => job !== undefined);
    return Response.json({ data: found.map((job) => task(job, clock.now())) });
  });

  return route;
}
