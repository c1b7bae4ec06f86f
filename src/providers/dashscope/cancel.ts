import { z } from 'zod';
import { ProviderError } from '../provider-error.js';
import { readError } from './error.js';

export const cancelPath = (taskId: string): string => `/api/v1/tasks/${encodeURIComponent(taskId)}/cancel`;

/** Its form is not documented: whatever is no error will do. */
export const cancelAnswer = z
  .looseObject({ code: z.never().optional() })
  .refine((answer) => readError(answer) === undefined);

/** "only `PENDING`; else 400 `UnsupportedOperation`" (gateways.md 7). */
export const toCancellation = (call: Promise<unknown>): Promise<'cancelled' | 'too-late'> =>
  call.then(
    () => 'cancelled' as const,
    (error: unknown) => {
      if (error instanceof ProviderError && error.code === 'UnsupportedOperation') return 'too-late' as const;
      throw error;
    },
  );
