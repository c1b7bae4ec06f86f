import { Readable } from 'node:stream';
import { Agent, request as httpRequest } from 'undici';
import type { z } from 'zod';
import { kindOfStatus, ProviderError, type ProviderErrorFacts, type ProviderErrorKind } from './provider-error.js';
import { redact } from './redaction.js';
import { retryAfterSeconds } from './retry-after.js';

/** How long a gateway may take. All in milliseconds. */
export const gatewayTimeouts = {
  /** To be connected. */
  connect: 10_000,
  /** A whole status read. */
  read: 15_000,
  /** A whole submission; a shorter time would create more unknown outcomes. */
  submit: 120_000,
} as const;

const largestAnswerBytes = 1024 * 1024;

/** What a gateway's own JSON error says; `undefined` when a body is not in its form. */
export type ReadError = (body: unknown) => OwnWords | undefined;

export interface OwnWords {
  readonly words: string;
  readonly code: string | undefined;
  /** Overrides what the HTTP status alone would mean. */
  readonly kind?: ProviderErrorKind | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

export interface GatewayClientOptions {
  readonly gateway: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly readError: ReadError;
  /** How long a whole submission may take, in milliseconds. @default 120000 */
  readonly submitTimeoutMs?: number | undefined;
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
export function createGatewayClient({
  gateway,
  baseUrl,
  apiKey,
  readError,
  submitTimeoutMs = gatewayTimeouts.submit,
}: GatewayClientOptions) {
  const reads = new Agent({ connect: { timeout: gatewayTimeouts.connect }, maxResponseSize: largestAnswerBytes });
  // A connection of its own for each paid request: a kept one may die under it, and leave its outcome unknown.
  const submissions = new Agent({
    connect: { timeout: gatewayTimeouts.connect },
    maxResponseSize: largestAnswerBytes,
    pipelining: 0,
    allowH2: false,
  });
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
      throw fail(`an answer that is not in the gateway's form: ${text.slice(0, 100)}`, {
        kind: 'unexpected-response',
        taskId,
        status,
      });
    }
    throw fail(own.words, {
      kind: own.kind ?? kindOfStatus(status),
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

    get: <Schema extends z.ZodType>(path: string, call: Call<Schema>) =>
      exchange(
        path,
        {
          method: 'GET',
          dispatcher: reads,
          headers: authorization,
          timeout: gatewayTimeouts.read,
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
          timeout: submitTimeoutMs,
          wasSent: () => sent,
        },
        call,
      );
    },
  };
}

export type GatewayClient = ReturnType<typeof createGatewayClient>;

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
