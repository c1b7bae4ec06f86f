import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { z } from 'zod';
import { answerWith } from './answer-wrongly.js';
import { createAuthentication } from './authentication.js';
import type { GatewayParts, Routes } from './dialect.js';
import { refuse } from './errors.js';
import type { Job } from './job.js';

/** A gateway's list of its tasks. */
export interface Listing<Query> {
  readonly path: string;
  readonly query: z.ZodType<Query>;
  /** The answer, out of all jobs that are listed, newest first. */
  readonly answer: (jobs: readonly Job[], query: Query, now: number) => object;
}

/** The call that lists the account's tasks. */
export function createListRoute<Query>(
  { apiKeys, clock, jobs, counts, faults, find, dialect: { errors } }: GatewayParts,
  listing: Listing<Query>,
): Routes {
  const route = new Hono<{ Bindings: HttpBindings }>();

  route.get(listing.path, createAuthentication(apiKeys, errors.task), async (context) => {
    const { req: request } = context;
    counts.listReads += 1;
    const asked = Object.entries(request.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]);
    const query = listing.query.safeParse(Object.fromEntries(asked));
    const right = query.success
      ? Response.json(listed(query.data))
      : refuse(errors.task, { status: 400, param: query.error.issues[0]?.path.join('.') }, request);
    return answerWith(context, faults.listReads.take(), { right, clock, words: errors.task });
  });

  function listed(query: Query): object {
    const now = clock.now();
    const known = jobs.all().filter((job) => find(job.id) !== undefined && isListed(job, now));
    return listing.answer(known.toReversed(), query, now);
  }

  return route;
}

const isListed = ({ acceptedAt, faults: { list } }: Job, now: number): boolean =>
  list?.kind !== 'hides' || now - acceptedAt >= list.forSeconds * 1000;
