import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { answerWith } from '../engine/answer-wrongly.js';
import type { Clock } from '../engine/clock.js';
import type { RequestCounts } from '../engine/counts.js';
import type { Job } from '../engine/job.js';
import type { Jobs } from '../engine/jobs.js';
import type { Ledger } from '../engine/ledger.js';
import type { FaultSource } from '../faults/faults.js';
import type { ReadFault } from '../faults/status-faults.js';
import { createAuthentication } from './authentication.js';
import { taskError, taskErrorWords } from './errors.js';
import { isKept } from './retention.js';
import { newTaskId } from './task-id.js';
import type { TaskJson } from './task-json.js';

export interface TaskRoutesOptions {
  readonly apiKeys: readonly string[] | undefined;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
  readonly counts: RequestCounts;
  readonly faults: FaultSource;
  readonly taskJson: TaskJson;
  readonly retentionSeconds: number;
}

const largestBatch = 50;
const batchBody = z.strictObject({ task_ids: z.array(z.string()).min(1).max(largestBatch) });

/** `GET /v1/tasks/{id}`, `POST /v1/tasks/batch` and `GET /v1/credits`. */
export function createTaskRoutes(options: TaskRoutesOptions): Hono<{ Bindings: HttpBindings }> {
  const { apiKeys, clock, jobs, ledger, counts, faults, taskJson, retentionSeconds } = options;
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const authenticate = createAuthentication(apiKeys, () => taskError('unauthorized'));
  routes.use('/v1/tasks/*', authenticate);
  routes.use('/v1/credits', authenticate);

  routes.get('/v1/tasks/:id', async (context) => {
    counts.statusReads += 1;
    const id = context.req.param('id');
    const job = find(id);
    const ownFault = job && faultOfThisRead(job);
    const fault = faults.statusReads.take() ?? ownFault;
    return answerWith(context, fault, { right: statusOf(id, job), clock, wordsFor: taskErrorWords });
  });

  function find(id: string): Job | undefined {
    const job = jobs.get(id);
    return job && isKept(job, clock.now(), retentionSeconds) ? job : undefined;
  }

  function statusOf(id: string, job: Job | undefined): Response {
    if (job !== undefined) return Response.json(shown(job));
    return taskError(id.startsWith('task-unified-') ? 'task_not_found' : 'invalid_task_id');
  }

  function shown(job: Job): object {
    const { view } = job.faults;
    const now = clock.now();
    const right = taskJson.task(job, now);
    if (view?.kind !== 'another-task' || job.traffic.statusReads > view.firstReads) return right;
    const another = jobs.all().find(({ id, stage }) => id !== job.id && stage.state === 'completed');
    return another === undefined ? { ...right, id: newTaskId(now) } : taskJson.task(another, now);
  }

  function faultOfThisRead({ faults: { read }, traffic, acceptedAt }: Job): ReadFault['answer'] | undefined {
    traffic.statusReads += 1;
    if (read === undefined) return undefined;
    const ageSeconds = (clock.now() - acceptedAt) / 1000;
    return strikes(read.when, { reads: traffic.statusReads, ageSeconds }) ? read.answer : undefined;
  }

  routes.post('/v1/tasks/batch', async ({ req: request }) => {
    counts.listReads += 1;
    const body = batchBody.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return taskError('invalid_request', { param: 'task_ids' });
    const found = body.data.task_ids.map(find).filter((job) => job !== undefined);
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

function strikes(
  when: ReadFault['when'],
  { reads, ageSeconds }: { readonly reads: number; readonly ageSeconds: number },
): boolean {
  if ('firstReads' in when) return reads <= when.firstReads;
  return 'withinSeconds' in when ? ageSeconds < when.withinSeconds : ageSeconds >= when.afterSeconds;
}
