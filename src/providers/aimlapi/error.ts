import { z } from 'zod';
import { contentRefusal } from '../content-words.js';
import type { OwnWords } from '../own-words.js';

/** `{"message", "path", "requestId", "statusCode", "timestamp"}` (gateways.md 4.3): words for people, no code. */
const errorBody = z.object({
  message: z.union([z.string().min(1), z.array(z.string()).min(1)]),
  statusCode: z.number(),
});

/** AI/ML API's JSON error. Its 403 means "out of credits". */
export function readError(body: unknown, status: number): OwnWords | undefined {
  const result = errorBody.safeParse(body);
  // One that speaks of another status was made for something else.
  if (!result.success || result.data.statusCode !== status) return undefined;
  const words = [result.data.message].flat().join('; ');
  return { words, code: undefined, kind: status === 403 ? 'no-credit' : contentRefusal(status, words) };
}
