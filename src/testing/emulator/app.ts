import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createControlRoutes, type ControlRoutesOptions } from './control-routes.js';
import type { RequestCounts } from './engine/counts.js';
import type { Dialect } from './engine/dialect.js';
import { createFileRoutes } from './files/file-routes.js';
import type { SignedLinks } from './files/signed-links.js';

export interface EmulatorAppOptions extends ControlRoutesOptions {
  readonly dialect: Dialect;
  readonly links: SignedLinks;
  readonly counts: RequestCounts;
}

/** Everything that the emulator answers, from web-standard `Request` to `Response`. */
export function createEmulatorApp({ dialect, links, counts, ...control }: EmulatorAppOptions) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    await next();
    context.res.headers.set('x-request-id', randomUUID());
  });
  return app
    .route('/', dialect.routes)
    .route('/', createFileRoutes({ clock: control.clock, links, counts, findJob: (id) => dialect.jobs.get(id) }))
    .route('/', createControlRoutes(control));
}
