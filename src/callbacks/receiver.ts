import { createHash } from 'node:crypto';
import { canNameTask } from '../domain/task.js';
import { callbackLimits } from '../domain/time-limits.js';
import { createBodyReader, type BodyTrouble } from './body-reader.js';
import type { CallbackUrls, CalledSubmission } from './callback-urls.js';

/** A larger body is refused unread. */
const largestBodyBytes = 1024 * 1024;
/** Small enough for ten thousand senders at once. */
const usualBodyBytes = 16 * 1024;
const sharedBodyBytes = 64 * 1024 * 1024;

/** What became of handing a callback to Temporal. */
export type CallbackDelivery = 'delivered' | 'run-closed';

/** What a callback is worth. */
export interface Callback extends CalledSubmission {
  /** A task id that the body names: a hint to look up. */
  readonly taskId: string | undefined;
  /** Tells a repetition from another callback; SHA-256 in hex. */
  readonly bodyDigest: string;
}

/** How callbacks are told from other requests, and where they go. */
export interface ReceiverOptions {
  readonly urls: Pick<CallbackUrls, 'submissionFrom'>;
  /** Hands the callback to the generation's workflow. Resolves only once Temporal has durably taken it. */
  readonly deliver: (callback: Callback) => Promise<CallbackDelivery>;
  /** How long a sender may take over its body, in milliseconds. @default 4_000 */
  readonly bodyTimeoutMs?: number;
  /** Told about what could not be delivered. @default nobody */
  readonly onError?: (error: unknown) => void;
}

/**
 * Answers gateways' callbacks. Web-standard in and out, so any server can host it. 204: Temporal has it, or the run
 * is closed · 404: not an address that we made · 400, 405, 408, 413: not a callback · 503: Temporal is away, or too
 * much comes at once, so the gateway should call again.
 */
export function createReceiver({
  urls,
  deliver,
  bodyTimeoutMs = callbackLimits.body * 1000,
  onError = () => {},
}: ReceiverOptions) {
  const readBody = createBodyReader({
    largest: largestBodyBytes,
    usual: usualBodyBytes,
    shared: sharedBodyBytes,
    timeoutMs: bodyTimeoutMs,
  });

  return async function receive(request: Request): Promise<Response> {
    const submission = urls.submissionFrom(new URL(request.url).pathname);
    if (submission === undefined) return answer(404);
    if (request.method !== 'POST') return answer(405, { allow: 'POST' });
    if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes) return answer(413);
    // The body is let go before Temporal is asked: what waits for its answer is small.
    const hint = await readBody(request).then((body) => (typeof body === 'string' ? body : toHint(body.text)));
    if (typeof hint === 'string') return answer(...troubleAnswers[hint]);
    try {
      await deliver({ ...submission, ...hint });
      return answer(204);
    } catch (error) {
      onError(error);
      return answer(...callAgain);
    }
  };
}

type Answer = readonly [status: number, headers?: Record<string, string>];

const callAgain: Answer = [503, { 'retry-after': '5' }];

const troubleAnswers: Readonly<Record<BodyTrouble, Answer>> = {
  'too-large': [413],
  'too-slow': [408],
  'too-busy': callAgain,
  'broken-off': [400],
};

const answer = (...[status, headers = {}]: Answer) => new Response(null, { status, headers });

const toHint = (body: string) => ({
  taskId: taskIdIn(body),
  bodyDigest: createHash('sha256').update(body).digest('hex'),
});

/** The one thing that is read from a body: a task id to look up. What it claims about the task is not believed. */
function taskIdIn(body: string): string | undefined {
  try {
    const { id } = JSON.parse(body) as { id?: unknown };
    const name = Number.isSafeInteger(id) ? String(id) : id;
    return canNameTask(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
