import { z } from 'zod';
import { contentRefusal } from '../content-words.js';
import type { OwnWords } from '../own-words.js';
import type { ProviderErrorKind } from '../provider-error.js';
import { codeText } from '../wire-values.js';

/** `{"message": "…"}` or `{"error": "…"}` (gateways.md 4.2); a failed task's form is taken, too. */
const errorBody = z.union([
  z.object({ error: z.object({ code: codeText.nullish(), message: z.string().min(1) }) }),
  z.object({ error: z.string().min(1) }).transform(({ error }) => ({ error: { code: undefined, message: error } })),
  z.object({ message: z.string().min(1) }).transform((error) => ({ error: { code: undefined, ...error } })),
]);

const money = /\bbalance\b|\bcredits?\b|\bfunds\b|quota|arrear|recharge|top.?up/i;

/** Codes after which a task may exist and be billed (gateways.md 4.2): no refusal, whatever the status. */
const doubtful: readonly unknown[] = ['001026096', '001026097', '001026098'];

/** Vtrix's JSON error. With 403 it says both that money is missing and that something is not permitted. */
export function readError(body: unknown, status: number): OwnWords | undefined {
  const result = errorBody.safeParse(body);
  if (!result.success) return undefined;
  const { code, message } = result.data.error;
  return { words: message, code: code ?? undefined, kind: kindOf() };

  function kindOf(): ProviderErrorKind | undefined {
    if (doubtful.includes(code)) return 'unexpected-response';
    if (status === 403 && money.test(message)) return 'no-credit';
    return contentRefusal(status, message);
  }
}
