import type { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { decodeBody } from './decode-body.js';
import { parseJson } from './parse-json.js';
import { retryAfterSeconds } from './retry-after.js';

/** No longer answer is read, packed or unpacked. In bytes. */
export const largestAnswerBytes = 1024 * 1024;

/** One request as it goes out. */
export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly dispatcher: Dispatcher;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readable | undefined;
  /** For everything: connection, answer and body. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** A whole answer, of whatever status and form. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON, where it is that. A number that a float would round is text. */
  readonly json: unknown;
  /** What its `Retry-After` asks for, in seconds. */
  readonly retryAfter: number | undefined;
}

/** There is no whole answer, for a plain reason. */
export class NoWholeAnswer extends Error {
  override readonly name = 'NoWholeAnswer';
  /** What came of it before it broke off. */
  readonly heard: string;

  constructor(reason: string, { heard, cause }: { readonly heard: string; readonly cause: unknown }) {
    super(reason, { cause });
    this.heard = heard;
  }
}

/** Sends a request once and reads its answer whole. Rejects with `NoWholeAnswer`. */
export async function exchange({ url, timeoutSeconds, signal, ...options }: HttpRequest): Promise<HttpAnswer> {
  const timeoutMs = timeoutSeconds * 1000;
  const deadline = deadlineAfter(timeoutMs);
  const pieces: Uint8Array[] = [];
  try {
    const { statusCode, headers, body } = await request(url, {
      ...options,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
    });
    for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
    const bytes = await decodeBody(Buffer.concat(pieces), headers['content-encoding'], largestAnswerBytes);
    const text = new TextDecoder().decode(bytes);
    return { status: statusCode, text, json: parseJson(text), retryAfter: retryAfterSeconds(headers['retry-after']) };
  } catch (cause) {
    throw new NoWholeAnswer(reasonOf(cause), { heard: new TextDecoder().decode(Buffer.concat(pieces)), cause });
  } finally {
    deadline.clear();
  }
}

/**
 * Aborts when the time is over and nothing is left to read. A process that was frozen meets its timers before what has
 * come meanwhile, and must not throw away the answer to a paid request.
 */
function deadlineAfter(ms: number): { readonly signal: AbortSignal; readonly clear: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error(`it took more than ${ms / 1000} s`));
  const timer = setTimeout(() => setImmediate(() => setImmediate(abort)), ms);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

/** Several addresses of one host fail together, without words of their own. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const [first]: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  if (!(first instanceof Error)) return cause.name;
  return first.message || ('code' in first ? String(first.code) : first.name);
}
