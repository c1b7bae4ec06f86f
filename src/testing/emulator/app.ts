import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Bill, BillOptions } from './bill.js';
import { createControlRoutes } from './control-routes.js';
import type { Clock } from './engine/clock.js';
import type { RequestCounts } from './engine/counts.js';
import type { Dialect } from './engine/dialect.js';
import type { Faults } from './faults/faults.js';
import { createFileRoutes } from './files/file-routes.js';
import type { SignedLinks } from './files/signed-links.js';

export interface EmulatorAppOptions {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly links: SignedLinks;
  readonly counts: RequestCounts;
  readonly bill: (options?: BillOptions) => Bill;
}

/** Everything that the emulator answers, from web-standard `Request` to `Response`. */
export function createEmulatorApp({ dialect, clock, faults, links, counts, bill }: EmulatorAppOptions) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    await next();
    context.res.headers.set('x-request-id', randomUUID());
  });
  return app
    .route('/', dialect.routes)
    .route('/', createFileRoutes({ links, counts, findJob: (id) => dialect.jobs.get(id) }))
    .route('/', createControlRoutes({ clock, faults, bill }));
}
