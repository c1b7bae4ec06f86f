import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Job } from '../engine/job.js';
import type { Listing } from '../engine/list-route.js';

const dayMs = 24 * 60 * 60 * 1000;

/** `YYYYMMDDhhmmss`. Its time zone is not documented: ours is UTC. */
const moment = z
  .string()
  .regex(/^\d{14}$/)
  .transform((text) => Date.parse(text.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z')));

const query = z
  .object({
    start_time: moment.optional(),
    end_time: moment.optional(),
    model_name: z.string().optional(),
    status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN']).optional(),
    page_no: z.coerce.number().int().min(1).default(1),
    page_size: z.coerce.number().int().min(1).max(100).default(10),
  })
  .refine(({ start_time: start, end_time: end = start }) => isWithinDay(start ?? end, end), { path: ['end_time'] });

const isWithinDay = (start = 0, end = start): boolean => end >= start && end - start <= dayMs;

/** `GET /api/v1/tasks/`, with the slash at its end: newest first, of the last 24 hours unless told otherwise. */
export const createListing = (row: (job: Job) => { readonly status: string }): Listing<z.output<typeof query>> => ({
  path: '/api/v1/tasks/',
  query,
  answer(jobs, { start_time, end_time, model_name: model, status, page_no, page_size }, now) {
    const from = start_time ?? (end_time ?? now) - dayMs;
    const to = end_time ?? from + dayMs;
    const rows = jobs
      .filter(({ acceptedAt }) => acceptedAt >= from && acceptedAt <= to)
      .filter(({ order }) => model === undefined || order.model === model)
      .map(row)
      .filter((found) => status === undefined || found.status === status);
    const total = rows.length;
    const data = rows.slice((page_no - 1) * page_size, page_no * page_size);
    return { total, data, total_page: Math.ceil(total / page_size), page_no, request_id: randomUUID(), page_size };
  },
});
