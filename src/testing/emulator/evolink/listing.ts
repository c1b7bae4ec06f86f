import { z } from 'zod';
import type { Job } from '../engine/job.js';
import type { Listing } from '../engine/list-route.js';
import { statusWord } from './status-word.js';

/** The size of a page and the meaning of `processing` (any job that has not ended) are not documented: our guess. */
const query = z.object({
  status: z.enum(['processing', 'completed', 'failed', 'cancelled']).optional(),
  type: z.enum(['text', 'image', 'audio', 'video']).optional(),
  model: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
});

/** `GET /v1/tasks`: newest first. */
export const createListing = (row: (job: Job, now: number) => object): Listing<z.output<typeof query>> => ({
  path: '/v1/tasks',
  query,
  answer(jobs, { status, type = 'video', model, page, page_size }, now) {
    const found = jobs
      .filter(({ order }) => type === 'video' && (model === undefined || order.model === model))
      .filter((job) => status === undefined || listedStatus(job) === status);
    const rows = found.slice((page - 1) * page_size, page * page_size);
    return { data: rows.map((job) => row(job, now)), total: found.length, page, page_size };
  },
});

function listedStatus(job: Job): string {
  const word = statusWord(job);
  return word === 'pending' ? 'processing' : word;
}
