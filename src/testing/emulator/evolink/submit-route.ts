import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { RequestCounts } from '../engine/counts.js';
import { createIdempotencyKeys, digestOf } from '../engine/idempotency.js';
import type { Jobs } from '../engine/jobs.js';
import type { Clock } from '../engine/clock.js';
import type { FaultSource, NamedPlan } from '../faults/faults.js';
import { answerWrongly } from '../engine/answer-wrongly.js';
import { createAuthentication } from './authentication.js';
import { readBody, type Bodies, type Body } from './body.js';
import { orderError, orderErrorWords } from './errors.js';
import { toOrder } from './order.js';
import { createAcceptedAnswer, type Accepted } from './accepted-answer.js';
import type { TaskJson } from './task-json.js';

export interface SubmitRouteOptions {
  readonly apiKeys: readonly string[] | undefined;
  readonly bodies: Bodies;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly counts: RequestCounts;
  readonly faults: FaultSource;
  readonly taskJson: TaskJson;
  readonly idempotency: 'ignored' | 'honoured';
}

const largestBody = 1024 * 1024;
const keyForm = /^[A-Za-z0-9._-]{16,96}$/;

/** `POST /v1/videos/generations`. */
export function createSubmitRoute(options: SubmitRouteOptions): Hono<{ Bindings: HttpBindings }> {
  const { apiKeys, bodies, clock, jobs, counts, faults, taskJson, idempotency } = options;
  const keys = createIdempotencyKeys();
  const answerAccepted = createAcceptedAnswer({ clock, jobs });
  const route = new Hono<{ Bindings: HttpBindings }>();

  const count: MiddlewareHandler = async (_context, next) => {
    counts.submits += 1;
    return next();
  };
  const authenticate = createAuthentication(apiKeys, () => orderError(401));
  const limit = bodyLimit({ maxSize: largestBody, onError: () => orderError(413) });

  route.post('/v1/videos/generations', count, authenticate, limit, async (context) => {
    const { req: request } = context;
    if (!request.header('content-type')?.toLowerCase().startsWith('application/json')) return orderError(400);
    const read = readBody(await request.json().catch(() => undefined), bodies);
    switch (read.state) {
      case 'invalid':
        return orderError(400, { message: read.message, param: read.param });
      case 'unknown-model':
        return orderError(404, { message: `Model not found: ${read.model}`, param: 'model' });
      case 'valid': {
        const key = request.header('idempotency-key');
        const plan = faults.takeForSubmit({ prompt: read.body.prompt, key });
        if (plan.submit?.accepts === false) return answerWrongly(context, plan.submit.answer, orderErrorWords);
        const accepted = accept(read.body, plan, key);
        return accepted instanceof Response ? accepted : answerAccepted(context, plan.submit, accepted);
      }
    }
  });

  function accept(body: Body, plan: NamedPlan, key: string | undefined): Accepted | Response {
    const usedKey = idempotency === 'honoured' ? key : undefined;
    if (usedKey !== undefined && !keyForm.test(usedKey)) return orderError(400, { param: 'Idempotency-Key' });
    const bodyDigest = digestOf(body);
    const earlier = usedKey === undefined ? undefined : keys.find(usedKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) return orderError(409, { code: 'idempotency_conflict' });
      counts.replayed += 1;
      return { answer: earlier.answer, replayed: true, job: earlier.job };
    }
    const admission = jobs.submit(toOrder(body, key), plan);
    if (admission.outcome === 'full') return orderError(429);
    if (admission.outcome === 'no-credit') return orderError(402);
    const { job } = admission;
    if (plan.list?.kind === 'fails') faults.listReads.add(plan.list.answer, plan.list.reads);
    const submitted = taskJson.submitted(job);
    if (usedKey !== undefined) keys.keep(usedKey, { bodyDigest, answer: submitted, job });
    return { answer: submitted, replayed: false, job };
  }

  return route;
}
