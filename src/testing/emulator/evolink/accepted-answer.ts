import { once } from 'node:events';
import { answerWith, type NodeContext } from '../engine/answer-wrongly.js';
import type { Clock } from '../engine/clock.js';
import type { Job } from '../engine/job.js';
import type { Jobs } from '../engine/jobs.js';
import type { SubmitFault } from '../faults/submit-faults.js';
import { orderErrorBody, orderErrorWords } from './errors.js';

/** What an accepted submit is to be answered with. */
export interface Accepted {
  readonly job: Job;
  readonly answer: object;
  /** Whether it was accepted earlier, under the same idempotency key. */
  readonly replayed: boolean;
}

/** Makes the answer to an accepted submit, or what a fault makes of it. */
export function createAcceptedAnswer({ clock, jobs }: { readonly clock: Clock; readonly jobs: Jobs }) {
  return async function answerAccepted(context: NodeContext, fault: SubmitFault | undefined, accepted: Accepted) {
    const headers: Record<string, string> = accepted.replayed ? { 'idempotency-replayed': 'true' } : {};
    const right = Response.json(accepted.answer, { headers });
    switch (fault?.answer.kind) {
      case 'no-id':
        return Response.json({ ...accepted.answer, id: undefined }, { headers });
      case 'after-callback': {
        const { outgoing } = context.env;
        await Promise.race([jobs.untilTold(accepted.job), once(outgoing, 'close')]);
        return right;
      }
      case 'naming-error': {
        const { status, where } = fault.answer;
        const { error } = orderErrorBody(status);
        const { id } = accepted.job;
        const body = where === 'data' ? { error, data: { id } } : { error: { ...error, task_id: id } };
        return Response.json(body, { status, headers });
      }
      case 'enveloped':
        return Response.json({ code: 'success', message: '', data: accepted.answer }, { headers });
      case 'unclosed':
        return new Response(JSON.stringify(accepted.answer).slice(0, -1), {
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
        return answerWith(context, fault.answer, { right, clock, wordsFor: orderErrorWords });
    }
  };
}
