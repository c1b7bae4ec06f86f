import { z } from 'zod';
import type { Gateway } from '../domain/models.js';
import { createGatewayClient } from './gateway-client.js';
import { resultLink } from './result-link.js';

/** Which task to look at, and how to reach it. */
export interface TaskToLookAt {
  readonly gateway: Gateway;
  readonly apiKey: string;
  /** Where its status is read. */
  readonly url: string;
  readonly taskId: string;
}

/** What one status read is answered, before an adapter makes something of it. */
export interface TaskOnWire {
  readonly json: object;
  /** The names of all fields that it has, the inner ones behind a dot. */
  readonly fields: readonly string[];
  /** A secret for its lifetime. */
  readonly link: string | undefined;
  /** Unix seconds. */
  readonly readAt: number;
}

/** Reads a task once, for people who want to know what its gateway's pages don't tell. Costs nothing. */
export async function readTaskOnWire({ gateway, apiKey, url, taskId }: TaskToLookAt): Promise<TaskOnWire> {
  const { origin, pathname, search } = new URL(url);
  const client = createGatewayClient({ gateway, apiKey, baseUrl: origin, readError: () => undefined });
  const json = await client.get(`${pathname}${search}`, { answer: z.looseObject({}), taskId });
  return { json, fields: [...new Set(fieldsIn(json))], link: resultLink(json), readAt: Date.now() / 1000 };
}

/** Deeper, or longer, is no name of a field. */
const deepest = 6;
const fieldName = /^[\w-]{1,40}$/;

function* fieldsIn(value: unknown, within = '', depth = 0): Generator<string> {
  if (typeof value !== 'object' || value === null || depth === deepest) return;
  if (Array.isArray(value)) {
    for (const each of value as unknown[]) yield* fieldsIn(each, `${within}[]`, depth + 1);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (!fieldName.test(name)) continue;
    const whole = within === '' ? name : `${within}.${name}`;
    yield whole;
    yield* fieldsIn(inner, whole, depth + 1);
  }
}
