import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createControlRoutes, type ControlRoutesOptions } from './control-routes.js';
import type { RequestCounts } from './engine/counts.js';
import { createFileRoutes } from './files/file-routes.js';
import type { SignedLinks } from './files/signed-links.js';
import type { Gateways } from './gateways.js';

export interface EmulatorAppOptions extends ControlRoutesOptions {
  readonly gateways: Gateways;
  readonly links: SignedLinks;
  readonly counts: RequestCounts;
}

/** Everything that the emulator answers, from web-standard `Request` to `Response`. */
export function createEmulatorApp({ gateways, links, counts, ...control }: EmulatorAppOptions) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    await next();
    context.res.headers.set('x-request-id', randomUUID());
  });
  const all = Object.values(gateways);
  for (const { routes } of all) app.route('/', routes);
  const findJob = (id: string) => all.map(({ jobs }) => jobs.get(id)).find((job) => job !== undefined);
  return app
    .route('/', createFileRoutes({ clock: control.clock, links, counts, findJob }))
    .route('/', createControlRoutes(control));
}
