import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { answerWith } from '../engine/answer-wrongly.js';
import type { Job } from '../engine/job.js';
import { createAuthentication } from './authentication.js';
import { taskError, taskErrorWords } from './errors.js';
import { isKept } from './retention.js';
import { statusWord } from './status-word.js';
import type { TaskRoutesOptions } from './task-routes.js';

/** The size of a page and the meaning of `processing` (any job that has not ended) are not documented: our guess. */
const listQuery = z.object({
  status: z.enum(['processing', 'completed', 'failed', 'cancelled']).optional(),
  type: z.enum(['text', 'image', 'audio', 'video']).optional(),
  model: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
});

/** `GET /v1/tasks`: newest first. */
export function createListRoute({
  apiKeys,
  clock,
  jobs,
  counts,
  faults,
  taskJson,
  retentionSeconds,
}: TaskRoutesOptions) {
  const route = new Hono<{ Bindings: HttpBindings }>();
  const authenticate = createAuthentication(apiKeys, () => taskError('unauthorized'));

  route.get('/v1/tasks', authenticate, async (context) => {
    counts.listReads += 1;
    const right = list(context.req.query());
    return answerWith(context, faults.listReads.take(), { right, clock, wordsFor: taskErrorWords });
  });

  function list(asked: Readonly<Record<string, string>>): Response {
    const query = listQuery.safeParse(asked);
    if (!query.success) return taskError('invalid_request', { param: query.error.issues[0]?.path.join('.') });
    const { status, type = 'video', model, page, page_size } = query.data;
    const now = clock.now();
    const found = jobs
      .all()
      .filter((job) => type === 'video' && (model === undefined || job.order.model === model))
      .filter((job) => status === undefined || listedStatus(job) === status)
      .filter((job) => isKept(job, now, retentionSeconds) && isListed(job, now));
    const end = found.length - (page - 1) * page_size;
    const rows = found.slice(Math.max(0, end - page_size), Math.max(0, end)).toReversed();
    const data = rows.map((job) => taskJson.row(job, now));
    return Response.json({ data, total: found.length, page, page_size });
  }

  return route;
}

function listedStatus(job: Job): string {
  const word = statusWord(job);
  return word === 'pending' ? 'processing' : word;
}

const isListed = ({ acceptedAt, faults: { list } }: Job, now: number): boolean =>
  list?.kind !== 'hides' || now - acceptedAt >= list.forSeconds * 1000;
