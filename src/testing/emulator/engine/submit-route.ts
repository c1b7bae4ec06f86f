import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { NamedPlan } from '../faults/faults.js';
import { createAcceptedAnswer, type Accepted } from './accepted-answer.js';
import { answerWrongly } from './answer-wrongly.js';
import { createAuthentication } from './authentication.js';
import type { GatewayParts, Routes } from './dialect.js';
import { refuse, type Refusal } from './errors.js';
import { takingAlso } from './further-models.js';
import { digestOf } from './idempotency.js';
import type { ReadOrder } from './read-order.js';

const largestBody = 1024 * 1024;

/** The call that orders a video. */
export function createSubmitRoute(parts: GatewayParts): Routes {
  const { apiKeys, dialect, jobs, counts, faults } = parts;
  const { submit: wire, errors } = dialect;
  const readOrder = takingAlso(parts.furtherModels[dialect.name] ?? {}, wire.read);
  const answerAccepted = createAcceptedAnswer(parts);
  const route = new Hono<{ Bindings: HttpBindings }>();

  const count: MiddlewareHandler = async (_context, next) => {
    counts.submits += 1;
    return next();
  };
  const authenticate = createAuthentication(apiKeys, errors.order);
  const limit = bodyLimit({
    maxSize: largestBody,
    onError: ({ req: request }) => refuse(errors.order, { status: 413 }, request),
  });

  route.post(wire.path, count, authenticate, limit, async (context) => {
    const { req: request } = context;
    const no = (refusal: Refusal) => refuse(errors.order, refusal, request);
    const flaw = wire.judge?.((name) => request.header(name));
    if (flaw !== undefined) return no(flaw);
    if (!request.header('content-type')?.toLowerCase().startsWith('application/json')) return no({ status: 400 });
    const read = readOrder(await request.json().catch(() => undefined));
    switch (read.state) {
      case 'invalid':
        return no({ status: 400, message: read.message, param: read.param });
      case 'unknown-model': {
        const message = `Model not found: ${read.model}`;
        return no({ status: 404, reason: 'unknown-model', message, param: 'model' });
      }
      case 'valid': {
        const key = request.header(wire.keyHeader);
        const plan = faults.takeForSubmit({ gateway: dialect.name, prompt: read.order.prompt, key });
        if (plan.submit?.accepts === false) return answerWrongly(context, plan.submit.answer, { words: errors.order });
        const accepted = accept(read, plan, key);
        return 'status' in accepted ? no(accepted) : answerAccepted(context, plan.submit, accepted);
      }
    }
  });

  function accept(
    { body, order }: Extract<ReadOrder, { state: 'valid' }>,
    plan: NamedPlan,
    key: string | undefined,
  ): Accepted | Refusal {
    const { keys } = wire;
    const usedKey = keys === undefined ? undefined : key;
    if (usedKey !== undefined && keys?.isValid(usedKey) === false) return { status: 400, param: 'Idempotency-Key' };
    const bodyDigest = digestOf(body);
    const earlier = usedKey === undefined ? undefined : keys?.find(usedKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) return { status: 409, reason: 'idempotency-conflict' };
      counts.replayed += 1;
      return { replayed: true, job: earlier.job };
    }
    const admission = jobs.submit({ ...order, wireKey: key }, plan);
    if (admission.outcome === 'full') return { status: 429 };
    if (admission.outcome === 'no-credit') return { status: 402 };
    const { job } = admission;
    if (plan.list?.kind === 'fails') faults.listReads.add(plan.list.answer, plan.list.reads);
    if (usedKey !== undefined) keys?.keep(usedKey, { bodyDigest, job });
    return { replayed: false, job };
  }

  return route;
}
