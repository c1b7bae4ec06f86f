import { Hono } from 'hono';
import { z } from 'zod';
import type { Bill, BillOptions } from './bill.js';
import type { Clock } from './engine/clock.js';
import { isManualClock } from './engine/manual-clock.js';
import { faultCatalogue, isFaultName } from './faults/catalogue.js';
import type { Faults } from './faults/faults.js';

export interface ControlRoutesOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly bill: (options?: BillOptions) => Bill;
}

const faultName = z.string().refine(isFaultName, 'not a fault; GET /__faults lists them');
const readFaultName = faultName.refine((name) => 'read' in faultCatalogue[name], 'not a fault of status reads');

const clockBody = z.strictObject({ advanceSeconds: z.number().nonnegative() });
const faultsBody = z.strictObject({
  /** What the next submit meets. */
  next: z.array(faultName).min(1).optional(),
  /** What the next status read meets. */
  nextRead: readFaultName.optional(),
});

const refuse = (error: z.ZodError) => Response.json({ error: z.prettifyError(error) }, { status: 400 });

/** The emulator's own paths, which no gateway has: `/__bill`, `/__clock` and `/__faults`. */
export function createControlRoutes({ clock, faults, bill }: ControlRoutesOptions): Hono {
  const routes = new Hono();

  routes.get('/__bill', ({ req: request }) => Response.json(bill({ perTask: request.query('perTask') !== undefined })));

  routes.post('/__clock', async ({ req: request }) => {
    const body = clockBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(body.error);
    if (!isManualClock(clock))
      return Response.json({ error: 'the clock of this emulator runs by itself' }, { status: 409 });
    await clock.advance(body.data.advanceSeconds * 1000);
    return Response.json({ now: new Date(clock.now()).toISOString() });
  });

  routes.get('/__faults', () =>
    Response.json(
      Object.fromEntries(Object.entries(faultCatalogue).map(([name, { description }]) => [name, description])),
    ),
  );

  routes.post('/__faults', async ({ req: request }) => {
    const body = faultsBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(body.error);
    const { next, nextRead } = body.data;
    if (next !== undefined) faults.next(...next);
    if (nextRead !== undefined) faults.nextRead(nextRead);
    return new Response(null, { status: 204 });
  });

  routes.delete('/__faults', () => {
    faults.clear();
    return new Response(null, { status: 204 });
  });

  return routes;
}
