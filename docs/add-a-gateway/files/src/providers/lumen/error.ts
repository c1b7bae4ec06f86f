import { z } from 'zod';
import type { OwnWords } from '../own-words.js';

/** `{"problem": {"kind", "says"}}` (Lumen's page on errors). */
const errorBody = z.object({ problem: z.object({ kind: z.string().min(1), says: z.string().min(1) }) });

/** Lumen's JSON error. A prompt that it doesn't like is a 400, as a wrong field is. */
export function readError(body: unknown): OwnWords | undefined {
  const result = errorBody.safeParse(body);
  if (!result.success) return undefined;
  const { kind: code, says: words } = result.data.problem;
  return { words, code, kind: code === 'unsafe_text' ? 'moderation' : undefined };
}
