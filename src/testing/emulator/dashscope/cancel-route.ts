import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createAuthentication } from '../engine/authentication.js';
import type { GatewayParts, Routes } from '../engine/dialect.js';
import { refuse } from '../engine/errors.js';

/** `POST /api/v1/tasks/{id}/cancel`: ends a task that does not run yet. */
export function createCancelRoute({ apiKeys, jobs, find, dialect: { errors } }: GatewayParts): Routes {
  const route = new Hono<{ Bindings: HttpBindings }>();

  route.post('/api/v1/tasks/:id/cancel', createAuthentication(apiKeys, errors.task), ({ req: request }) => {
    const job = find(request.param('id'));
    return job !== undefined && jobs.cancel(job)
      ? Response.json({ request_id: randomUUID() })
      : refuse(errors.task, { status: 400, reason: 'not-pending' }, request);
  });

  return route;
}
