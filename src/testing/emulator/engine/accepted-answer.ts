import { once } from 'node:events';
import type { SubmitFault } from '../faults/submit-faults.js';
import { answerWith, type NodeContext } from './answer-wrongly.js';
import type { GatewayParts } from './dialect.js';
import type { Job } from './job.js';

/** A submit that has been accepted. */
export interface Accepted {
  readonly job: Job;
  /** Whether it was accepted earlier, under the same idempotency key. */
  readonly replayed: boolean;
}

/** Makes the answer to an accepted submit, or what a fault makes of it. */
export function createAcceptedAnswer({ clock, jobs, dialect }: GatewayParts) {
  const { submit, errors } = dialect;

  return async function answerAccepted(
    context: NodeContext,
    fault: SubmitFault | undefined,
    { job, replayed }: Accepted,
  ) {
    const answer = submit.answer(job);
    const headers: Record<string, string> = replayed ? { 'idempotency-replayed': 'true' } : {};
    const right = Response.json(answer, { headers: { ...headers, ...submit.headers?.(job) } });
    switch (fault?.answer.kind) {
      case 'no-id':
        return Response.json(without(job.id, answer), { headers });
      case 'after-callback': {
        const { outgoing } = context.env;
        await Promise.race([jobs.untilTold(job), once(outgoing, 'close')]);
        return right;
      }
      case 'naming-error': {
        const { where, ...refusal } = fault.answer;
        const { status, body } = errors.order(refusal, { path: context.req.path });
        const naming = where === 'data' ? { ...body, data: { id: job.id } } : withinError(body, { task_id: job.id });
        return Response.json(naming, { status, headers });
      }
      case 'enveloped':
        return Response.json({ code: 'success', message: '', data: answer }, { headers });
      case 'unclosed':
        return new Response(JSON.stringify(answer).slice(0, -1), {
          headers: { ...headers, 'content-type': 'application/json' },
        });
      case undefined:
        return right;
      case 'error':
      case 'garbled':
      case 'redirect':
      case 'drop':
      case 'stall':
      case 'cut':
      case 'late':
        return answerWith(context, fault.answer, { right, clock, words: errors.order });
    }
  };
}

/** The same answer, but for the id, wherever it stands. */
const without = (id: string, answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (_name, value: unknown) => (value === id ? undefined : value)));

/** An error body that says more: in its `error`, if it has one. */
const withinError = (body: object, more: object): object =>
  'error' in body && typeof body.error === 'object'
    ? { ...body, error: { ...body.error, ...more } }
    : { ...body, ...more };
