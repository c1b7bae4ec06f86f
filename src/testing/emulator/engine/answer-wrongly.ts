import { once } from 'node:events';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { ErrorStatus, SpoiltAnswer, WrongAnswer } from '../faults/wrong-answers.js';
import type { Clock } from './clock.js';
import type { ErrorWords } from './errors.js';
import { pass } from './pass.js';

export type NodeContext = Context<{ Bindings: HttpBindings }>;

/** In whose words an answer is given, and which task it is about. */
export interface Speaker {
  readonly words: ErrorWords;
  readonly taskId?: string;
}

/** Answers with something that tells nothing of the task. */
export async function answerWrongly(
  { req: request, env }: NodeContext,
  answer: WrongAnswer,
  { words, taskId }: Speaker,
): Promise<Response> {
  switch (answer.kind) {
    case 'error': {
      const { form, retryAfterSeconds: wait, repeatsSecrets = false } = answer;
      const refusal = repeatsSecrets ? { ...answer, message: secretsOf(request) } : answer;
      const headers: Record<string, string> = wait === undefined ? {} : { 'retry-after': String(wait) };
      const { status, message, body } = words(refusal, { path: request.path, taskId });
      switch (form) {
        case 'json':
          return Response.json(body, { status, headers });
        case 'text':
          return Response.json({ error: message }, { status, headers });
        case 'text-in-200':
          return Response.json({ error: message }, { headers });
        case 'html':
          return htmlPage(answer.status, headers);
        case 'empty':
          return new Response(null, { status: answer.status, headers });
      }
    }
    case 'garbled':
      return garbled[answer.form]();
    case 'redirect':
      return new Response(null, { status: 307, headers: { location: request.path } });
    case 'drop':
      env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'stall':
      if (!env.outgoing.destroyed) await once(env.outgoing, 'close');
      return RESPONSE_ALREADY_SENT;
  }
}

/** What no client should hand on. */
const secretsOf = (request: NodeContext['req']): string =>
  `Invalid for ${request.header('authorization')}: https://files.example.com/cat.png?X-Amz-Signature=5ec2e7`;

/** Sends `right`, broken off in its middle or late. */
async function answerSpoilt(
  { env: { outgoing } }: NodeContext,
  spoilt: SpoiltAnswer,
  right: Response,
  clock: Clock,
): Promise<Response> {
  switch (spoilt.kind) {
    case 'late':
      await pass(clock, spoilt.bySeconds * 1000);
      return right;
    case 'cut': {
      const body = Buffer.from(await right.arrayBuffer());
      outgoing.writeHead(right.status, { 'content-type': 'application/json', 'content-length': body.length });
      outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
      return RESPONSE_ALREADY_SENT;
    }
  }
}

/** Sends `right`, or what a fault makes of it. */
export async function answerWith(
  context: NodeContext,
  fault: WrongAnswer | SpoiltAnswer | undefined,
  { right, clock, ...speaker }: { readonly right: Response; readonly clock: Clock } & Speaker,
): Promise<Response> {
  if (fault === undefined) return right;
  return fault.kind === 'cut' || fault.kind === 'late'
    ? answerSpoilt(context, fault, right, clock)
    : answerWrongly(context, fault, speaker);
}

const page = '<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>';

/** What a CDN in front of the gateway puts in its place. */
const htmlPage = (status: ErrorStatus | 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(page, { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });

const garbled = {
  html: () => htmlPage(200),
  empty: () => new Response(null, { status: 200 }),
  malformed: () => new Response('{"id":"task-', { headers: { 'content-type': 'application/json' } }),
} as const;
