/** What a gateway's own error can be, by its HTTP status. */
export type ErrorStatus = 400 | 401 | 402 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 504;

/** What an error is about, where its status says too little. Each dialect has its own words for it. */
export type ErrorReason =
  | 'moderation'
  | 'idempotency-conflict'
  | 'outcome-unknown'
  | 'unknown-model'
  | 'not-pending'
  | 'rate-quota'
  | 'allocation-quota';

/**
 * `json`: the dialect's own error. `text`: the same with a bare string for the error. `text-in-200`: so, in a success.
 * `html`: a CDN's page.
 */
export type ErrorForm = 'json' | 'text' | 'text-in-200' | 'html' | 'empty';

/** An answer that tells nothing of the task. */
export type WrongAnswer =
  | {
      readonly kind: 'error';
      readonly status: ErrorStatus;
      readonly form: ErrorForm;
      readonly reason?: ErrorReason;
      readonly retryAfterSeconds?: number;
      /** Whether its words repeat the key, and a signed link. @default false */
      readonly repeatsSecrets?: boolean;
    }
  /** A 200 whose body cannot be read. */
  | { readonly kind: 'garbled'; readonly form: 'html' | 'empty' | 'malformed' }
  /** A 307, to the same address. */
  | { readonly kind: 'redirect' }
  /** `drop`: the connection breaks. `stall`: nothing comes until the client gives up. */
  | { readonly kind: 'drop' | 'stall' };

/** The right answer, spoilt on its way: broken off in its middle, or late. */
export type SpoiltAnswer = { readonly kind: 'cut' } | { readonly kind: 'late'; readonly bySeconds: number };

/** An error in the dialect's own words. */
export const error = (
  status: ErrorStatus,
  details: Partial<Omit<Extract<WrongAnswer, { kind: 'error' }>, 'kind' | 'status'>> = {},
): WrongAnswer => ({ kind: 'error', status, form: 'json', ...details });

/** A 200 that is none. */
export const garbled = (form: 'html' | 'empty' | 'malformed'): WrongAnswer => ({ kind: 'garbled', form });
