import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { RequestCounts } from '../engine/counts.js';
import { createIdempotencyKeys, digestOf } from '../engine/idempotency.js';
import type { Jobs } from '../engine/jobs.js';
import type { FaultPlan } from '../faults/fault.js';
import type { FaultSource } from '../faults/faults.js';
import { createAuthentication } from './authentication.js';
import { readBody, type Bodies, type Body } from './body.js';
import { orderError } from './errors.js';
import { toOrder } from './order.js';
import { answerAccepted, refusalBy, type Accepted } from './submit-answers.js';
import type { TaskJson } from './task-json.js';

export interface SubmitRouteOptions {
  readonly apiKeys: readonly string[] | undefined;
  readonly bodies: Bodies;
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
  const { apiKeys, bodies, jobs, counts, faults, taskJson, idempotency } = options;
  const keys = createIdempotencyKeys();
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
        const plan = faults.takeForSubmit(read.body.prompt);
        const refusal = refusalBy(plan.submit);
        if (refusal !== undefined) return refusal;
        const accepted = accept(read.body, plan, request.header('idempotency-key'));
        return accepted instanceof Response ? accepted : answerAccepted(context, plan.submit, accepted);
      }
    }
  });

  function accept(body: Body, plan: FaultPlan, key: string | undefined): Accepted | Response {
    const usedKey = idempotency === 'honoured' ? key : undefined;
    if (usedKey !== undefined && !keyForm.test(usedKey)) return orderError(400, { param: 'Idempotency-Key' });
    const bodyDigest = digestOf(body);
    const earlier = usedKey === undefined ? undefined : keys.find(usedKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) return orderError(409, { code: 'idempotency_conflict' });
      counts.replayed += 1;
      return { answer: earlier.answer, replayed: true };
    }
    const admission = jobs.submit(toOrder(body), plan);
    if (admission.outcome === 'full') return orderError(429);
    if (admission.outcome === 'no-credit') return orderError(402);
    const submitted = taskJson.submitted(admission.job);
    if (usedKey !== undefined) keys.keep(usedKey, { bodyDigest, answer: submitted });
    return { answer: submitted, replayed: false };
  }

  return route;
}
