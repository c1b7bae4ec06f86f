import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Bill, BillOptions } from './bill.js';
import type { Clock } from './engine/clock.js';
import { isManualClock } from './engine/manual-clock.js';
import { createFaultRoutes } from './faults/fault-routes.js';
import type { Faults } from './faults/faults.js';
import type { Outage } from './outage.js';
import type { Truth, TruthOptions } from './truth.js';

export interface ControlRoutesOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly outage: Outage;
  readonly bill: (options?: BillOptions) => Bill;
  readonly truth: (options?: TruthOptions) => Promise<Truth>;
}

const clockBody = z.strictObject({ advanceSeconds: z.number().nonnegative() });
const outageBody = z.strictObject({ how: z.enum(['refused', 'reset']), seconds: z.number().positive() });

const refuse = (error: z.ZodError) => Response.json({ error: z.prettifyError(error) }, { status: 400 });

/** The emulator's own paths, which no gateway has: `/__bill`, `/__truth`, `/__clock`, `/__outage` and `/__faults`. */
export function createControlRoutes({ clock, faults, outage, bill, truth }: ControlRoutesOptions) {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.route('/', createFaultRoutes(faults));

  routes.get('/__bill', ({ req: request }) => Response.json(bill({ perTask: request.query('perTask') !== undefined })));

  routes.get('/__truth', async ({ req: request }) =>
    Response.json(await truth({ jobs: request.query('jobs') !== 'false' })),
  );

  routes.post('/__clock', async ({ req: request }) => {
    const body = clockBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(body.error);
    if (!isManualClock(clock))
      return Response.json({ error: 'the clock of this emulator runs by itself' }, { status: 409 });
    await clock.advance(body.data.advanceSeconds * 1000);
    return Response.json({ now: new Date(clock.now()).toISOString() });
  });

  routes.post('/__outage', async ({ req: request, env }) => {
    const body = outageBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(body.error);
    env.outgoing.once('finish', () => void outage.begin(body.data));
    return new Response(null, { status: 202, headers: { connection: 'close' } });
  });

  return routes;
}
