import { once } from 'node:events';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { SubmitFault } from '../faults/fault.js';
import { htmlPage, orderError } from './errors.js';

/** What an accepted submit is to be answered with. */
export interface Accepted {
  readonly answer: object;
  /** Whether it was accepted earlier, under the same idempotency key. */
  readonly replayed: boolean;
}

type NodeContext = Context<{ Bindings: HttpBindings }>;

/** The answer to a submit that a fault keeps from being accepted; `undefined` when none does. */
export function refusalBy(fault: SubmitFault | undefined): Response | undefined {
  switch (fault?.kind) {
    case 'unauthorized':
      return orderError(401);
    case 'no-credit':
      return orderError(402);
    case 'moderation':
      return orderError(400, {
        message: 'Content policy violation',
        param: 'prompt',
        code: 'content_policy_violation',
      });
    case 'rate-limit': {
      const { retryAfterSeconds: wait } = fault;
      return orderError(429, {}, wait === undefined ? {} : { 'retry-after': String(wait) });
    }
    case 'error':
      return orderError(fault.status);
    case 'error-after-accepting':
    case 'drop':
    case 'stall':
    case 'no-id':
    case 'html':
    case undefined:
      return undefined;
  }
}

/** The answer to an accepted submit, or what a fault makes of it. */
export async function answerAccepted(
  context: NodeContext,
  fault: SubmitFault | undefined,
  accepted: Accepted,
): Promise<Response> {
  switch (fault?.kind) {
    case 'error-after-accepting':
      return orderError(fault.status);
    case 'drop':
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'stall':
      if (!context.env.outgoing.destroyed) await once(context.env.outgoing, 'close');
      return RESPONSE_ALREADY_SENT;
    case 'no-id':
      return Response.json({ ...accepted.answer, id: undefined });
    case 'html':
      return htmlPage(200);
    case 'unauthorized':
    case 'no-credit':
    case 'moderation':
    case 'rate-limit':
    case 'error':
    case undefined:
      return Response.json(accepted.answer, { headers: accepted.replayed ? { 'idempotency-replayed': 'true' } : {} });
  }
}
