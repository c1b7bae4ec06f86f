/** The gateway's own error bodies. Orders are answered with a number as the code, task calls with a word. */
const orderErrors = {
  400: { type: 'invalid_request_error', message: 'Invalid request format' },
  401: { type: 'authentication_error', message: 'Invalid authentication credentials' },
  402: {
    type: 'insufficient_quota_error',
    message: 'Insufficient quota',
    fallback_suggestion: 'https://evolink.ai/dashboard/billing',
  },
  404: { type: 'not_found_error', message: 'Model not found' },
  409: { type: 'invalid_request_error', message: 'Idempotency-Key was used for another request' },
  413: { type: 'request_too_large_error', message: 'Request body too large' },
  429: { type: 'rate_limit_error', message: 'Rate limit exceeded', fallback_suggestion: 'retry after 60 seconds' },
  500: { type: 'internal_server_error', message: 'Internal server error' },
  502: { type: 'upstream_error', message: 'Upstream error' },
  503: {
    type: 'service_unavailable_error',
    message: 'Service temporarily unavailable',
    fallback_suggestion: 'retry after 30 seconds',
  },
} as const;

export type OrderErrorStatus = keyof typeof orderErrors;

export interface ErrorDetails {
  readonly message?: string;
  /** The field that is wrong. */
  readonly param?: string;
  readonly fallback_suggestion?: string;
  /** In place of the status as a number. */
  readonly code?: string;
}

/** The answer to an order that is not accepted. */
export const orderError = (
  status: OrderErrorStatus,
  details: ErrorDetails = {},
  headers: Record<string, string> = {},
): Response => Response.json({ error: { code: status, ...orderErrors[status], ...details } }, { status, headers });

const taskErrors = {
  invalid_request: { status: 400, type: 'invalid_request_error', message: 'Invalid request format' },
  invalid_task_id: {
    status: 400,
    type: 'invalid_request_error',
    message: "Invalid task ID: must start with 'task-unified-'",
    param: 'task_id',
  },
  unauthorized: { status: 401, type: 'authentication_error', message: 'Invalid authentication credentials' },
  task_not_found: { status: 404, type: 'not_found_error', message: 'Task not found' },
  rate_limit_exceeded: { status: 429, type: 'evo_api_error', message: 'Rate limit exceeded' },
  internal_error: { status: 500, type: 'internal_server_error', message: 'Internal server error' },
  service_unavailable: { status: 503, type: 'service_unavailable_error', message: 'Service temporarily unavailable' },
} as const;

/** The answer to a task call that cannot be served. */
export function taskError(code: keyof typeof taskErrors, details: ErrorDetails = {}): Response {
  const { status, ...error } = taskErrors[code];
  return Response.json({ error: { code, ...error, ...details } }, { status });
}

/** What a CDN in front of the gateway puts in its place. */
export const htmlPage = (status: number): Response =>
  new Response('<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
