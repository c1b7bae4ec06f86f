import { Agent } from 'undici';
import type { z } from 'zod';
import { statusReadSeconds, submitLimits } from '../domain/time-limits.js';
import { exchange, largestAnswerBytes, type HttpAnswer, type NoWholeAnswer } from './http-exchange.js';
import { createLastMomentBody } from './last-moment-body.js';
import { hintsOf, namedTasks } from './named-tasks.js';
import { kindOf, type ReadError } from './own-words.js';
import { ProviderError, type ProviderErrorFacts } from './provider-error.js';
import { redact } from './redaction.js';

/** How long a gateway may take, in seconds. */
export interface GatewayTimeLimits {
  /** Until a connection stands. @default 10 */
  readonly connectSeconds?: number | undefined;
  /** For a whole status read. @default 15 */
  readonly readSeconds?: number | undefined;
  /** For a whole submission; a shorter time creates more unknown outcomes. @default 120 */
  readonly submitSeconds?: number | undefined;
}

/** Of an answer that is not in the gateway's form, in characters. */
const longestExcerpt = 100;
/** One gateway account, and how its answers are read. */
export interface GatewayClientOptions {
  readonly gateway: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly readError: ReadError;
  /** What the gateway's task ids look like, as a global expression. */
  readonly taskIdForm: RegExp;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

interface Call<Schema extends z.ZodType> {
  readonly answer: Schema;
  readonly taskId?: string;
  readonly signal?: AbortSignal | undefined;
}

interface Post<Schema extends z.ZodType<{ readonly id: string }>> extends Call<Schema> {
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly beforeSending: () => Promise<void>;
}

/** JSON over HTTP to one gateway account. Sends each request once: repeating is its callers' decision. */
export function createGatewayClient(options: GatewayClientOptions) {
  const { gateway, baseUrl, apiKey, readError, taskIdForm, timeLimits = {} } = options;
  const { connectSeconds = submitLimits.connect, readSeconds = statusReadSeconds } = timeLimits;
  const { submitSeconds = submitLimits.request } = timeLimits;
  const common = { connect: { timeout: connectSeconds * 1000 }, maxResponseSize: largestAnswerBytes };
  const reads = new Agent(common);
  // A connection of its own for each paid request: a kept one may die under it, and leave its outcome unknown.
  const submissions = new Agent({ ...common, pipelining: 0, allowH2: false });
  const ownHeaders = { authorization: `Bearer ${apiKey}`, 'accept-encoding': 'identity' };
  const clean = (text: string) => redact(text, [apiKey]);
  const fail = (words: string, facts: Omit<ProviderErrorFacts, 'gateway'>) =>
    new ProviderError(clean(words), { gateway, ...facts });

  const tasksIn = (answer: Pick<HttpAnswer, 'text' | 'json'>) =>
    namedTasks(answer, taskIdForm).filter(({ taskId }) => clean(taskId) === taskId);
  const origin = new URL(baseUrl).origin;
  const urlOf = (path: string) => `${baseUrl.replace(/\/+$/, '')}${path}`;

  /** The answer in the form that the call expects, or the gateway's refusal in its own words. */
  function read<Schema extends z.ZodType>(
    { status, text, json, retryAfter }: HttpAnswer,
    { answer, taskId }: Call<Schema>,
  ): z.output<Schema> {
    const result = answer.safeParse(json);
    if (result.success && status >= 200 && status < 300) return result.data;
    const named = tasksIn({ text, json }).filter((each) => each.taskId !== taskId);
    // A refusal that comes with what was asked for, or names a task, is none: that task may be paid for.
    const own = result.success || named.length > 0 ? undefined : readError(json);
    if (own === undefined) {
      const excerpt = clean(text).slice(0, longestExcerpt);
      const naming = named.length > 0 ? `, but names ${named.map((each) => each.taskId).join(', ')}` : '';
      throw fail(`an answer that is not in the gateway's form${naming}: ${excerpt}`, {
        kind: 'unexpected-response',
        taskId,
        status,
        namedTasks: hintsOf(named),
      });
    }
    throw fail(own.words, {
      kind: kindOf(status, own),
      taskId,
      status,
      code: own.code && clean(own.code).slice(0, longestExcerpt),
      retryAfterSeconds: retryAfter ?? own.retryAfterSeconds,
    });
  }

  return {
    urlOf,
    /** The gateway's own words, without secrets. */
    clean,

    async get<Schema extends z.ZodType>(path: string, call: Call<Schema>) {
      const answer = await exchange({
        url: urlOf(path),
        method: 'GET',
        dispatcher: reads,
        headers: ownHeaders,
        timeoutSeconds: readSeconds,
        signal: call.signal,
      }).catch(({ message }: NoWholeAnswer) => {
        throw fail(`no whole answer from ${origin}: ${message}`, { kind: 'no-answer', taskId: call.taskId });
      });
      return read(answer, call);
    },

    /**
     * Sends a paid request. A rejection of kind `not-sent` proves that no byte of it left. An answer is in the
     * gateway's form only if its `id` is the likeliest of the tasks that it names.
     */
    async post<Schema extends z.ZodType<{ readonly id: string }>>(
      path: string,
      { body, headers, beforeSending, ...call }: Post<Schema>,
    ) {
      const bytes = Buffer.from(JSON.stringify(body));
      const lastMoment = createLastMomentBody(bytes, beforeSending);
      const exchanged = exchange({
        url: urlOf(path),
        method: 'POST',
        dispatcher: submissions,
        headers: {
          ...headers,
          ...ownHeaders,
          'content-type': 'application/json',
          'content-length': String(bytes.byteLength),
        },
        body: lastMoment.stream,
        timeoutSeconds: submitSeconds,
        signal: call.signal,
        // What was not let go until then must never be.
      }).finally(() => lastMoment.keepBack());
      const answer = await exchanged.catch(({ message, heard }: NoWholeAnswer) => {
        const named = tasksIn({ text: heard, json: undefined });
        throw lastMoment.sent()
          ? fail(`no whole answer from ${origin}: ${message}`, { kind: 'no-answer', namedTasks: hintsOf(named) })
          : fail(`nothing was sent to ${origin}: ${message}`, { kind: 'not-sent' });
      });
      const why = `it answered ${answer.status} first`;
      if (!lastMoment.sent()) throw fail(`nothing was sent to ${origin}: ${why}`, { kind: 'not-sent' });
      const [likeliest] = hintsOf(tasksIn(answer));
      return read(answer, { ...call, answer: call.answer.refine(({ id }) => id === likeliest) });
    },
  };
}
