import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../engine/clock.js';
import type { RequestCounts } from '../engine/counts.js';
import type { Job } from '../engine/job.js';
import type { Jobs } from '../engine/jobs.js';
import type { Ledger } from '../engine/ledger.js';
import type { ReadFault } from '../faults/fault.js';
import type { FaultSource } from '../faults/faults.js';
import { createAuthentication } from './authentication.js';
import { htmlPage, taskError } from './errors.js';
import type { TaskJson } from './task-json.js';

export interface TaskRoutesOptions {
  readonly apiKeys: readonly string[] | undefined;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
  readonly counts: RequestCounts;
  readonly faults: FaultSource;
  readonly taskJson: TaskJson;
}

const largestBatch = 50;
const batchBody = z.strictObject({ task_ids: z.array(z.string()).min(1).max(largestBatch) });

/** The size of a page and the meaning of `processing` (any job that has not ended) are not documented: our guess. */
const listQuery = z.object({
  status: z.enum(['processing', 'completed', 'failed', 'cancelled']).optional(),
  type: z.enum(['text', 'image', 'audio', 'video']).optional(),
  model: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
});

/** `GET /v1/tasks`, `GET /v1/tasks/{id}`, `POST /v1/tasks/batch` and `GET /v1/credits`. */
export function createTaskRoutes({ apiKeys, clock, jobs, ledger, counts, faults, taskJson }: TaskRoutesOptions): Hono {
  const routes = new Hono();
  const readsOf = new Map<string, number>();
  const authenticate = createAuthentication(apiKeys, () => taskError('unauthorized'));
  routes.use('/v1/tasks', authenticate);
  routes.use('/v1/tasks/*', authenticate);
  routes.use('/v1/credits', authenticate);

  routes.get('/v1/tasks/:id', ({ req: request }) => {
    counts.statusReads += 1;
    const id = request.param('id');
    const nextFault = faults.takeForRead();
    if (nextFault !== undefined) return readFailures[nextFault.kind]();
    if (!id.startsWith('task-unified-')) return taskError('invalid_task_id');
    const job = jobs.get(id);
    if (job === undefined) return taskError('task_not_found');
    const fault = faultOfThisRead(job);
    return fault === undefined ? Response.json(taskJson.task(job, clock.now())) : readFailures[fault.kind]();
  });

  function faultOfThisRead({ id, faults: { read } }: Job): ReadFault | undefined {
    const earlier = readsOf.get(id) ?? 0;
    readsOf.set(id, earlier + 1);
    return read !== undefined && earlier < read.reads ? read : undefined;
  }

  routes.get('/v1/tasks', ({ req: request }) => {
    counts.listReads += 1;
    const query = listQuery.safeParse(request.query());
    if (!query.success) return taskError('invalid_request', { param: query.error.issues[0]?.path.join('.') });
    const { status, type, model, page, page_size } = query.data;
    const rows = jobs
      .all()
      .toReversed()
      .filter((job) => model === undefined || job.order.model === model)
      .map((job) => taskJson.row(job, clock.now()))
      .filter((row) => type === undefined || row.type === type)
      .filter((row) => status === undefined || statusClass(row.status) === status);
    const data = rows.slice((page - 1) * page_size, page * page_size);
    return Response.json({ data, total: rows.length, page, page_size });
  });

  routes.post('/v1/tasks/batch', async ({ req: request }) => {
    counts.listReads += 1;
    const body = batchBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return taskError('invalid_request', { param: 'task_ids' });
    const found = body.data.task_ids.map((id) => jobs.get(id)).filter((job) => job !== undefined);
    return Response.json({ data: found.map((job) => taskJson.task(job, clock.now())) });
  });

  routes.get('/v1/credits', () => {
    const { available, spent } = ledger.balance();
    const credits = { remaining_credits: Number(available), used_credits: Number(spent) };
    return Response.json({
      data: { token: { ...credits, unlimited_credits: false }, user: credits },
      message: '',
      success: true,
    });
  });

  return routes;
}

const statusClass = (status: string) => (['completed', 'failed', 'cancelled'].includes(status) ? status : 'processing');

const readFailures: Readonly<Record<ReadFault['kind'], () => Response>> = {
  'not-found': () => taskError('task_not_found'),
  'rate-limit': () => taskError('rate_limit_exceeded'),
  internal: () => taskError('internal_error'),
  unavailable: () => taskError('service_unavailable'),
  html: () => htmlPage(200),
};
