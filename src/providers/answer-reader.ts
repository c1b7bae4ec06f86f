import type { z } from 'zod';
import type { HttpAnswer } from './http-exchange.js';
import { hintsOf, namedTasks, type NamedTask } from './named-tasks.js';
import { kindOf, type ReadError } from './own-words.js';
import { kindOfStatus, ProviderError, type ProviderErrorFacts } from './provider-error.js';
import { redact } from './redaction.js';

/** How one gateway's answers are read. */
export interface AnswerReaderOptions {
  readonly gateway: string;
  /** Never shows in what is said about an answer. */
  readonly apiKey: string;
  readonly readError: ReadError;
  /** What the gateway's task ids look like, as a global expression; absent where nothing tells them from other ids. */
  readonly taskIdForm?: RegExp | undefined;
}

/** What a call expects. */
export interface Expected<Schema extends z.ZodType> {
  readonly answer: Schema;
  /** The task that it asks for. */
  readonly taskId?: string | undefined;
  /** Whether it orders something: then only a status that refuses makes a refusal. */
  readonly isPaid: boolean;
}

/** Of an answer that is not in the gateway's form, in characters. */
const longestExcerpt = 100;
const noForm = /(?!)/g;

/** Reads a gateway's answers, and says what is wrong with them, without secrets. */
export function createAnswerReader({ gateway, apiKey, readError, taskIdForm = noForm }: AnswerReaderOptions) {
  const clean = (text: string) => redact(text, [apiKey]);

  const fail = (words: string, facts: Omit<ProviderErrorFacts, 'gateway'>) =>
    new ProviderError(clean(words), { gateway, ...facts });

  const tasksIn = (answer: Pick<HttpAnswer, 'text' | 'json'>): readonly NamedTask[] =>
    namedTasks(answer, taskIdForm).filter(({ taskId }) => clean(taskId) === taskId);

  /** The answer in the form that the call expects, or the gateway's refusal in its own words. */
  function read<Schema extends z.ZodType>(
    { status, text, json, retryAfter }: HttpAnswer,
    { answer, taskId, isPaid }: Expected<Schema>,
  ): z.output<Schema> {
    const result = answer.safeParse(json);
    if (result.success && status >= 200 && status < 300) return result.data;
    const named = tasksIn({ text, json }).filter((each) => each.taskId !== taskId);
    // A refusal that comes with what was asked for, or names a task, is none: that task may be paid for.
    const own = result.success || named.length > 0 ? undefined : readError(json, status);
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
      kind: isPaid ? kindOf(status, own) : (own.kind ?? kindOfStatus(status)),
      taskId,
      status,
      code: own.code && clean(own.code).slice(0, longestExcerpt),
      retryAfterSeconds: retryAfter ?? own.retryAfterSeconds,
    });
  }

  return { clean, fail, tasksIn, read };
}
