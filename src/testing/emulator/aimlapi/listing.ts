import { z } from 'zod';
import type { Job } from '../engine/job.js';
import type { Listing } from '../engine/list-route.js';

const hourMs = 60 * 60 * 1000;
const longestWindowMs = 92 * 24 * hourMs;

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item.transform((one) => [one]), z.array(item)]);
const moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'must be an ISO 8601 time')
  .transform((text) => Date.parse(text));
const period = z
  .string()
  .regex(/^[1-9]\d*[hd]$/)
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('d') ? 24 : 1) * hourMs);

const query = z
  .object({
    period: period.optional(),
    start: moment.optional(),
    end: moment.optional(),
    model: oneOrMore(z.string()).optional(),
    status: oneOrMore(z.enum(['succeeded', 'failed'])).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  })
  .refine((asked) => (asked.start === undefined) === (asked.end === undefined), { path: ['start'] })
  .refine((asked) => asked.period === undefined || asked.start === undefined, { path: ['period'] })
  .refine(({ start = 0, end = 0 }) => end >= start && end - start <= longestWindowMs, { path: ['end'] })
  .refine((asked) => (asked.period ?? 0) <= longestWindowMs, { path: ['period'] });

export interface ListingOptions {
  readonly row: (job: Job) => { readonly status: string };
  /** How long after its acceptance a request appears in the log. */
  readonly logDelaySeconds: number;
}

/** `GET /v2/logs`: newest first. What no window means is not documented: the last 24 hours is our guess. */
export const createListing = ({ row, logDelaySeconds }: ListingOptions): Listing<z.output<typeof query>> => ({
  path: '/v2/logs',
  query,
  answer(jobs, { period: windowMs = 24 * hourMs, start, end, model, status, limit, offset }, now) {
    const from = start ?? now - windowMs;
    const rows = jobs
      .filter(({ acceptedAt }) => acceptedAt >= from && acceptedAt <= (end ?? now))
      .filter(({ acceptedAt }) => now - acceptedAt >= logDelaySeconds * 1000)
      .filter(({ order }) => model === undefined || model.some((name) => isCalled(order.model, name)))
      .map(row)
      .filter((found) => status === undefined || status.some((word) => word === found.status));
    const total = rows.length;
    const pagination = { limit, offset, total, has_more: offset + limit < total };
    return { data: rows.slice(offset, offset + limit), pagination };
  },
});

const isCalled = (model: string, name: string): boolean => model === name || model.endsWith(`/${name}`);
