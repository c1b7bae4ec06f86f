import { Readable } from 'node:stream';
import { Agent } from 'undici';
import type { z } from 'zod';
import { statusReadSeconds, submitLimits } from '../domain/time-limits.js';
import { createAnswerReader, type AnswerReaderOptions } from './answer-reader.js';
import { exchange, largestAnswerBytes, type HttpRequest, type NoWholeAnswer } from './http-exchange.js';
import { createLastMomentBody } from './last-moment-body.js';
import { hintsOf } from './named-tasks.js';

/** How long a gateway may take, in seconds. */
export interface GatewayTimeLimits {
  /** Until a connection stands. @default 10 */
  readonly connectSeconds?: number | undefined;
  /** For a whole status read. @default 15 */
  readonly readSeconds?: number | undefined;
  /** For a whole submission; a shorter time creates more unknown outcomes. @default 120 */
  readonly submitSeconds?: number | undefined;
}

/** One gateway account, and how its answers are read. */
export interface GatewayClientOptions extends AnswerReaderOptions {
  readonly baseUrl: string;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

interface Call<Schema extends z.ZodType> {
  readonly answer: Schema;
  readonly taskId?: string;
  readonly signal?: AbortSignal | undefined;
}

interface Question<Schema extends z.ZodType> extends Call<Schema> {
  readonly body?: object;
}

interface Submission<Schema extends z.ZodType<{ readonly id: string }>> extends Call<Schema> {
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly beforeSending: () => Promise<void>;
}

const jsonHeaders = (bytes: Buffer) => ({
  'content-type': 'application/json',
  'content-length': String(bytes.byteLength),
});

/** JSON over HTTP to one gateway account. Sends each request once: repeating is its callers' decision. */
export function createGatewayClient({ baseUrl, timeLimits = {}, ...reading }: GatewayClientOptions) {
  if (reading.apiKey.trim() === '') throw new TypeError(`${reading.gateway} needs an API key`);
  const { taskIdForm } = reading;
  const { connectSeconds = submitLimits.connect, readSeconds = statusReadSeconds } = timeLimits;
  const { submitSeconds = submitLimits.request } = timeLimits;
  const common = { connect: { timeout: connectSeconds * 1000 }, maxResponseSize: largestAnswerBytes };
  const free = new Agent(common);
  // A connection of its own for each paid request: a kept one may die under it, and leave its outcome unknown.
  const paid = new Agent({ ...common, pipelining: 0, allowH2: false });
  const ownHeaders = { authorization: `Bearer ${reading.apiKey}`, 'accept-encoding': 'identity' };
  const { clean, fail, tasksIn, read } = createAnswerReader(reading);
  const origin = new URL(baseUrl).origin;
  const urlOf = (path: string) => `${baseUrl.replace(/\/+$/, '')}${path}`;

  async function ask<Schema extends z.ZodType>(
    method: HttpRequest['method'],
    path: string,
    { answer, taskId, signal, body }: Question<Schema>,
  ): Promise<z.output<Schema>> {
    const bytes = body && Buffer.from(JSON.stringify(body));
    const given = await exchange({
      url: urlOf(path),
      method,
      dispatcher: free,
      headers: { ...ownHeaders, ...(bytes && jsonHeaders(bytes)) },
      body: bytes && Readable.from([bytes]),
      timeoutSeconds: readSeconds,
      signal,
    }).catch(({ message }: NoWholeAnswer) => {
      throw fail(`no whole answer from ${origin}: ${message}`, { kind: 'no-answer', taskId });
    });
    return read(given, { answer, taskId, isPaid: false });
  }

  return {
    urlOf,
    /** The gateway's own words, without secrets. */
    clean,
    get: <Schema extends z.ZodType>(path: string, call: Call<Schema>) => ask('GET', path, call),
    /** For what costs nothing. */
    post: <Schema extends z.ZodType>(path: string, call: Question<Schema>) => ask('POST', path, call),

    /**
     * Sends a paid request. A rejection of kind `not-sent` proves that no byte of it left. An answer is in the
     * gateway's form only if no other task that it names is likelier than its `id`.
     */
    async submit<Schema extends z.ZodType<{ readonly id: string }>>(
      path: string,
      { body, headers, beforeSending, ...call }: Submission<Schema>,
    ): Promise<z.output<Schema>> {
      const bytes = Buffer.from(JSON.stringify(body));
      const lastMoment = createLastMomentBody(bytes, beforeSending);
      const exchanged = exchange({
        url: urlOf(path),
        method: 'POST',
        dispatcher: paid,
        headers: { ...headers, ...ownHeaders, ...jsonHeaders(bytes) },
        body: lastMoment.stream,
        timeoutSeconds: submitSeconds,
        signal: call.signal,
        // What was not let go until then must never be.
      }).finally(() => lastMoment.keepBack());
      const given = await exchanged.catch(({ message, heard }: NoWholeAnswer) => {
        const named = tasksIn({ text: heard, json: undefined });
        throw lastMoment.sent()
          ? fail(`no whole answer from ${origin}: ${message}`, { kind: 'no-answer', namedTasks: hintsOf(named) })
          : fail(`nothing was sent to ${origin}: ${message}`, { kind: 'not-sent' });
      });
      const why = `it answered ${given.status} first`;
      if (!lastMoment.sent()) throw fail(`nothing was sent to ${origin}: ${why}`, { kind: 'not-sent' });
      const [likeliest] = hintsOf(tasksIn(given));
      // Where the form of ids is not documented, the one in its place may look like anything.
      const isAccepted = (id: string) => (likeliest === undefined ? !taskIdForm && clean(id) === id : id === likeliest);
      return read(given, { answer: call.answer.refine(({ id }) => isAccepted(id)), isPaid: true });
    },
  };
}

/** The calls of one gateway account. */
export type GatewayClient = ReturnType<typeof createGatewayClient>;
