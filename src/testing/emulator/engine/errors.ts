import type { ErrorReason, ErrorStatus } from '../faults/wrong-answers.js';

/** Why a request is not served, in words that all gateways share. 402 stands for an empty account everywhere. */
export interface Refusal {
  readonly status: ErrorStatus;
  readonly reason?: ErrorReason;
  /** In place of the gateway's usual sentence. */
  readonly message?: string;
  /** The field that is wrong. */
  readonly param?: string;
}

/** What was asked for in vain. */
export interface Asked {
  readonly path: string;
  readonly taskId?: string;
}

/** A gateway's own answer to a request that it does not serve. */
export interface ErrorAnswer {
  readonly status: ErrorStatus | 200;
  readonly message: string;
  readonly body: object;
}

/** A gateway's words for a refusal. */
export type ErrorWords = (refusal: Refusal, asked: Asked) => ErrorAnswer;

/** Answers with the gateway's own error. */
export function refuse(words: ErrorWords, refusal: Refusal, asked: Asked): Response {
  const { status, body } = words(refusal, asked);
  return Response.json(body, { status });
}
