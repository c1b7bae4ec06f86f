/**
 * What a gateway's refusal, failure or silence means.
 *
 * `not-sent`: no connection, or withdrawn at the last moment. `no-answer`: the request was sent, at least in part, and
 * no whole answer came back. `unexpected-response`: something answered, but not in the gateway's own words. The others
 * are the gateway's own JSON error.
 */
export type ProviderErrorKind =
  | 'not-sent'
  | 'no-answer'
  | 'unexpected-response'
  | 'unavailable'
  | 'rate-limit'
  | 'authentication'
  | 'permission'
  | 'no-credit'
  | 'not-found'
  | 'moderation'
  | 'invalid-request';

/** What is known of a gateway’s refusal, failure or silence. */
export interface ProviderErrorFacts {
  readonly kind: ProviderErrorKind;
  readonly gateway: string;
  readonly taskId?: string | undefined;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** The gateway's own error code. */
  readonly code?: string | undefined;
  /** How long the gateway asks to be left alone. */
  readonly retryAfterSeconds?: number | undefined;
  /** Tasks that an answer names without being an acceptance, the likeliest first: hints, until the gateway shows them. */
  readonly namedTasks?: readonly string[] | undefined;
  readonly cause?: unknown;
}

/** A gateway refused, failed, or gave an answer we cannot read. The message holds no key, prompt or signed link. */
export class ProviderError extends Error implements ProviderErrorFacts {
  override readonly name = 'ProviderError';
  readonly kind: ProviderErrorKind;
  readonly gateway: string;
  readonly taskId: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly namedTasks: readonly string[];

  constructor(words: string, facts: ProviderErrorFacts) {
    const { kind, gateway, taskId, status, code, retryAfterSeconds, namedTasks = [], cause } = facts;
    const where = [gateway, status, taskId && `(${taskId})`].filter((part) => part !== undefined && part !== '');
    super(`${where.join(' ')}: ${words}`, { cause });
    this.kind = kind;
    this.gateway = gateway;
    this.taskId = taskId;
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.namedTasks = namedTasks;
  }
}

/** What a status means when the gateway itself answered it. */
export function kindOfStatus(status: number): ProviderErrorKind {
  switch (status) {
    case 400:
    case 413:
    case 422:
      return 'invalid-request';
    case 401:
      return 'authentication';
    case 402:
      return 'no-credit';
    case 403:
      return 'permission';
    case 404:
      return 'not-found';
    case 429:
      return 'rate-limit';
    default:
      return status >= 500 ? 'unavailable' : 'unexpected-response';
  }
}
