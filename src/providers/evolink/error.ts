import { z } from 'zod';
import type { OwnWords } from '../own-words.js';
import type { ProviderErrorKind } from '../provider-error.js';

/** `error.code` is a number on submissions and a string on status reads. */
const errorBody = z.object({
  error: z.object({
    code: z.union([z.string(), z.number()]).nullish(),
    message: z.string().nullish(),
    type: z.string().nullish(),
    fallback_suggestion: z.string().nullish(),
  }),
});

/** Codes that say more than the HTTP status they come with. */
const kindByCode: ReadonlyMap<string | undefined, ProviderErrorKind> = new Map([
  ['content_policy_violation', 'moderation'],
  ['key_disabled', 'authentication'],
  ['key_expired', 'authentication'],
  // These say that an order may exist, whatever the status.
  ['idempotency_conflict', 'unexpected-response'],
  ['paid_outcome_unknown', 'unexpected-response'],
]);

/** EvoLink's JSON error, in its own words together with what it suggests to do. */
export function readError(body: unknown): OwnWords | undefined {
  const result = errorBody.safeParse(body);
  if (!result.success) return undefined;
  const { code, message, type, fallback_suggestion: suggestion } = result.data.error;
  // An empty object says nothing: it may be a proxy's.
  if (!code && !message && !type) return undefined;
  const ownCode = typeof code === 'string' ? code : (type ?? code?.toString());
  return {
    words: [message ?? type ?? 'no reason given', suggestion].filter(Boolean).join('; '),
    code: ownCode,
    kind: kindByCode.get(ownCode),
    retryAfterSeconds: suggestedSeconds(suggestion),
  };
}

/** "retry after 60 seconds" */
function suggestedSeconds(suggestion: string | null | undefined): number | undefined {
  const seconds = /retry after (\d+) seconds?/i.exec(suggestion ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
