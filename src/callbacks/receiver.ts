import type { CallbackUrls, CalledSubmission } from './callback-urls.js';
import { readAtMost } from './read-at-most.js';

/** A larger body is refused unread. */
const largestBodyBytes = 1024 * 1024;

/** What became of handing a callback to Temporal. */
export type Delivery = 'delivered' | 'run-closed';

export interface ReceiverOptions {
  readonly urls: Pick<CallbackUrls, 'submissionFrom'>;
  /** Hands the callback to the generation's workflow. Resolves only once Temporal has durably taken it. */
  readonly deliver: (submission: CalledSubmission, taskId: string | undefined) => Promise<Delivery>;
  /** How long a sender may take over its body, in milliseconds. @default 10_000 */
  readonly bodyTimeoutMs?: number;
  /** Told about what could not be delivered. @default nobody */
  readonly onError?: (error: unknown) => void;
}

/**
 * Answers gateways' callbacks. Web-standard in and out, so any server can host it. 204: Temporal has it, or the run
 * is closed · 404: not an address that we made · 405 · 413 · 503: Temporal is away, so the gateway should call again.
 */
export const createReceiver = ({ urls, deliver, bodyTimeoutMs = 10_000, onError = () => {} }: ReceiverOptions) =>
  async function receive(request: Request): Promise<Response> {
    const submission = urls.submissionFrom(new URL(request.url).pathname);
    if (submission === undefined) return answer(404);
    if (request.method !== 'POST') return answer(405, { allow: 'POST' });
    if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes) return answer(413);
    const body = await readAtMost(request, { bytes: largestBodyBytes, timeoutMs: bodyTimeoutMs });
    if (body === 'too-large') return answer(413);
    if (body === 'too-slow') return answer(408);
    if (body === 'broken-off') return answer(400);
    try {
      await deliver(submission, taskIdIn(body.text));
      return answer(204);
    } catch (error) {
      onError(error);
      return answer(503, { 'retry-after': '5' });
    }
  };

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

const longestTaskId = 200;

/** The one thing that is read from a body: a task id to look up. What it claims about the task is not believed. */
function taskIdIn(body: string): string | undefined {
  try {
    const { id } = JSON.parse(body) as { id?: unknown };
    return typeof id === 'string' && id !== '' && id.length <= longestTaskId ? id : undefined;
  } catch {
    return undefined;
  }
}
