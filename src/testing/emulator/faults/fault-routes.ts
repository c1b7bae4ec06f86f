import { Hono } from 'hono';
import { z } from 'zod';
import { allFaultNames, faultNamed, isFaultName } from './catalogue.js';
import type { Faults } from './faults.js';

const faultName = z.string().refine(isFaultName, 'not a fault; GET /__faults lists them');
const readName = faultName.refine((name) => faultNamed(name).plan.read !== undefined, 'not a fault of status reads');
const listName = faultName.refine(
  (name) => faultNamed(name).plan.list?.kind === 'fails',
  'not a fault of reads of the list',
);

const faultsBody = z.strictObject({
  /** What the next submit meets. */
  next: z.array(faultName).min(1).optional(),
  /** What the next status read meets. */
  nextRead: readName.optional(),
  /** What the next read of the task list meets. */
  nextList: listName.optional(),
});

const randomBody = z.strictObject({
  seed: z.number(),
  shareOfJobs: z.number().min(0).max(1),
  faults: z.array(faultName).min(1).optional(),
});

const done = () => new Response(null, { status: 204 });
const refuse = (error: z.ZodError) => Response.json({ error: z.prettifyError(error) }, { status: 400 });

/** `/__faults`: what there is, what is asked for, and what strikes at random. */
export function createFaultRoutes(faults: Faults): Hono {
  const routes = new Hono();

  routes.get('/__faults', () =>
    Response.json(Object.fromEntries(allFaultNames.map((name) => [name, faultNamed(name).description]))),
  );

  routes.post('/__faults', async ({ req: request }) => {
    const body = faultsBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(body.error);
    const { next, nextRead, nextList } = body.data;
    if (next !== undefined) faults.next(...next);
    if (nextRead !== undefined) faults.nextRead(nextRead);
    if (nextList !== undefined) faults.nextList(nextList);
    return done();
  });

  routes.post('/__faults/random', async ({ req: request }) => {
    const body = randomBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return refuse(body.error);
    faults.random(body.data);
    return done();
  });

  routes.delete('/__faults', () => {
    faults.clear();
    return done();
  });

  return routes;
}
