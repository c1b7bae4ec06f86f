import { z } from 'zod';
import type { OwnWords } from '../own-words.js';
import type { ProviderErrorKind } from '../provider-error.js';

/** `{"code", "message", "request_id"}` (gateways.md 7). */
const errorBody = z.object({ code: z.string().min(1), message: z.string().nullish() });

/** The status of a task that "does not exist or expired, not recoverable" (gateways.md 7). */
export const isLost = (status: string): boolean => status.trim().toUpperCase() === 'UNKNOWN';

/** It comes with the HTTP status 200. */
const lost = z.object({ output: z.object({ task_status: z.string().refine(isLost) }) });

/** Codes that say more than the HTTP status they come with. */
const kindByCode: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ['Arrearage', 'no-credit'],
  ['InvalidApiKey', 'authentication'],
  ['DataInspectionFailed', 'moderation'],
  ['IPInfringementSuspect', 'moderation'],
]);

/** DashScope's JSON error. */
export function readError(body: unknown): OwnWords | undefined {
  if (lost.safeParse(body).success) return { words: 'no such task, or no more', code: 'UNKNOWN', kind: 'not-found' };
  const result = errorBody.safeParse(body);
  if (!result.success) return undefined;
  const { code, message } = result.data;
  return { words: message ?? code, code, kind: kindByCode.get(code) };
}
