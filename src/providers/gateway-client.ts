import { Readable } from 'node:stream';
import { Agent, request as httpRequest } from 'undici';
import type { z } from 'zod';
import { statusReadSeconds, submitLimits } from '../domain/time-limits.js';
import { kindOfStatus, ProviderError, type ProviderErrorFacts, type ProviderErrorKind } from './provider-error.js';
import { redact } from './redaction.js';
import { retryAfterSeconds } from './retry-after.js';
import { failedSubmission } from './submit-verdict.js';

/** How long a gateway may take, in seconds. */
export interface GatewayTimeLimits {
  /** Until a connection stands. @default 10 */
  readonly connectSeconds?: number | undefined;
  /** For a whole status read. @default 15 */
  readonly readSeconds?: number | undefined;
  /** For a whole submission; a shorter time creates more unknown outcomes. @default 120 */
  readonly submitSeconds?: number | undefined;
}

const largestAnswerBytes = 1024 * 1024;

/** How much of an answer that is not in the gateway's form is quoted, in characters. */
const longestExcerpt = 100;

/** What a gateway's own JSON error says; `undefined` when a body is not in its form. */
type ReadError = (body: unknown) => OwnWords | undefined;

export interface OwnWords {
  readonly words: string;
  readonly code: string | undefined;
  /** Says more than the HTTP status alone, where that is a refusal. */
  readonly kind?: ProviderErrorKind | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

export interface GatewayClientOptions {
  readonly gateway: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly readError: ReadError;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

interface Call<Schema extends z.ZodType> {
  readonly answer: Schema;
  readonly taskId?: string;
  readonly signal?: AbortSignal | undefined;
}

interface Post<Schema extends z.ZodType> extends Call<Schema> {
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly beforeSending: () => void;
}

/** JSON over HTTP to one gateway account. Sends each request once: repeating is its callers' decision. */
export function createGatewayClient({ gateway, baseUrl, apiKey, readError, timeLimits = {} }: GatewayClientOptions) {
  const { connectSeconds = submitLimits.connect, readSeconds = statusReadSeconds } = timeLimits;
  const { submitSeconds = submitLimits.request } = timeLimits;
  const common = { connect: { timeout: connectSeconds * 1000 }, maxResponseSize: largestAnswerBytes };
  const reads = new Agent(common);
  // A connection of its own for each paid request: a kept one may die under it, and leave its outcome unknown.
  const submissions = new Agent({ ...common, pipelining: 0, allowH2: false });
  const authorization = { authorization: `Bearer ${apiKey}` };
  const clean = (text: string) => redact(text, [apiKey]);
  const fail = (words: string, facts: Omit<ProviderErrorFacts, 'gateway'>) =>
    new ProviderError(clean(words), { gateway, ...facts });

  async function exchange<Schema extends z.ZodType>(
    path: string,
    options: Parameters<typeof httpRequest>[1] & { readonly timeout: number; readonly wasSent: () => boolean },
    { answer, taskId, signal }: Call<Schema>,
  ): Promise<z.output<Schema>> {
    const { timeout, wasSent, ...rest } = options;
    const deadline = AbortSignal.timeout(timeout);
    let status: number;
    let text: string;
    let retryAfter: number | undefined;
    try {
      const response = await httpRequest(urlOf(path), {
        ...rest,
        headersTimeout: timeout,
        bodyTimeout: timeout,
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      status = response.statusCode;
      retryAfter = retryAfterSeconds(response.headers['retry-after']);
      text = await response.body.text();
    } catch (cause) {
      const reason = reasonOf(cause);
      throw wasSent()
        ? fail(`no whole answer from ${origin}: ${reason}`, { kind: 'no-answer', taskId })
        : fail(`nothing was sent to ${origin}: ${reason}`, { kind: 'not-sent', taskId });
    }
    const body = parseJson(text);
    if (status >= 200 && status < 300) {
      const result = answer.safeParse(body);
      if (result.success) return result.data;
    }
    const own = readError(body);
    if (own === undefined) {
      throw fail(`an answer that is not in the gateway's form: ${clean(text).slice(0, longestExcerpt)}`, {
        kind: 'unexpected-response',
        taskId,
        status,
      });
    }
    throw fail(own.words, {
      kind: kindOf(status, own),
      taskId,
      status,
      code: own.code,
      retryAfterSeconds: retryAfter ?? own.retryAfterSeconds,
    });
  }

  const origin = new URL(baseUrl).origin;
  const urlOf = (path: string) => `${baseUrl.replace(/\/+$/, '')}${path}`;

  return {
    urlOf,
    /** The gateway's own words, without secrets. */
    clean,

    get: <Schema extends z.ZodType>(path: string, call: Call<Schema>) =>
      exchange(
        path,
        {
          method: 'GET',
          dispatcher: reads,
          headers: authorization,
          timeout: readSeconds * 1000,
          wasSent: () => true,
        },
        call,
      ),

    /** Sends a paid request. A rejection of kind `not-sent` proves that no byte of it left. */
    post<Schema extends z.ZodType>(path: string, { body, headers, beforeSending, ...call }: Post<Schema>) {
      const bytes = Buffer.from(JSON.stringify(body));
      let sent = false;
      // undici asks for the body once it is connected, and writes nothing before it has it.
      async function* lastMoment() {
        beforeSending();
        sent = true;
        yield bytes;
      }
      return exchange(
        path,
        {
          method: 'POST',
          dispatcher: submissions,
          headers: {
            ...headers,
            ...authorization,
            'content-type': 'application/json',
            'content-length': String(bytes.byteLength),
          },
          body: Readable.from(lastMoment()),
          timeout: submitSeconds * 1000,
          wasSent: () => sent,
        },
        call,
      );
    },
  };
}

/** A code refines a refusal. It never makes one of an answer that may come after the task was accepted. */
function kindOf(status: number, { kind }: OwnWords): ProviderErrorKind {
  const byStatus = kindOfStatus(status);
  return failedSubmission[byStatus] === 'refused' ? (kind ?? byStatus) : byStatus;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as { code?: unknown };
  const first = cause instanceof AggregateError ? cause.errors[0] : undefined;
  if (first instanceof Error) return first.message;
  return cause.message || (typeof code === 'string' ? code : cause.name);
}
