import type { ErrorWords } from '../engine/errors.js';
import type { ErrorReason, ErrorStatus } from '../faults/wrong-answers.js';
import { taskIdStart } from './task-id.js';

/** The gateway's own error bodies. Orders are answered with a number as the code, task calls with a word. */
const orderErrors = {
  400: { type: 'invalid_request_error', message: 'Invalid request format' },
  401: { type: 'authentication_error', message: 'Invalid authentication credentials' },
  402: {
    type: 'insufficient_quota_error',
    message: 'Insufficient quota',
    fallback_suggestion: 'https://evolink.ai/dashboard/billing',
  },
  403: { type: 'permission_error', message: 'Permission denied' },
  404: { type: 'not_found_error', message: 'Model not found' },
  409: { type: 'invalid_request_error', message: 'Idempotency-Key was used for another request' },
  413: { type: 'request_too_large_error', message: 'Request body too large' },
  422: { type: 'invalid_request_error', message: 'Invalid parameter' },
  429: { type: 'rate_limit_error', message: 'Rate limit exceeded', fallback_suggestion: 'retry after 60 seconds' },
  500: { type: 'internal_server_error', message: 'Internal server error' },
  502: { type: 'upstream_error', message: 'Upstream error' },
  503: {
    type: 'service_unavailable_error',
    message: 'Service temporarily unavailable',
    fallback_suggestion: 'retry after 30 seconds',
  },
  504: { type: 'upstream_error', message: 'Upstream timeout' },
} as const satisfies Record<ErrorStatus, object>;

const reasonCodes: Readonly<Partial<Record<ErrorReason, { readonly code: string; readonly message?: string }>>> = {
  moderation: { code: 'content_policy_violation', message: 'Content policy violation' },
  'idempotency-conflict': { code: 'idempotency_conflict' },
  'outcome-unknown': { code: 'paid_outcome_unknown', message: 'The outcome of the paid request is unknown' },
};

/** The words for an order that is not accepted. */
export const orderErrorWords: ErrorWords = ({ status, reason, message, param }) => {
  const error = {
    code: status,
    ...orderErrors[status],
    ...(reason === undefined ? {} : reasonCodes[reason]),
    ...(message === undefined ? {} : { message }),
    ...(reason === 'moderation' ? { param: 'prompt' } : {}),
    ...(param === undefined ? {} : { param }),
  };
  return { status, message: error.message, body: { error } };
};

const taskErrors = {
  invalid_request: { status: 400, type: 'invalid_request_error', message: 'Invalid request format' },
  invalid_task_id: {
    status: 400,
    type: 'invalid_request_error',
    message: "Invalid task ID: must start with 'task-unified-'",
    param: 'task_id',
  },
  unauthorized: { status: 401, type: 'authentication_error', message: 'Invalid authentication credentials' },
  quota_exceeded: { status: 402, type: 'insufficient_quota', message: 'Quota exceeded' },
  permission_denied: { status: 403, type: 'permission_error', message: 'Permission denied' },
  task_not_found: { status: 404, type: 'not_found_error', message: 'Task not found' },
  rate_limit_exceeded: { status: 429, type: 'evo_api_error', message: 'Rate limit exceeded' },
  internal_error: { status: 500, type: 'internal_server_error', message: 'Internal server error' },
  upstream_error: { status: 502, type: 'upstream_error', message: 'Upstream error' },
  service_unavailable: { status: 503, type: 'service_unavailable_error', message: 'Service temporarily unavailable' },
} as const;

const taskErrorCodes: Readonly<Record<ErrorStatus, keyof typeof taskErrors>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  402: 'quota_exceeded',
  403: 'permission_denied',
  404: 'task_not_found',
  409: 'invalid_request',
  413: 'invalid_request',
  422: 'invalid_request',
  429: 'rate_limit_exceeded',
  500: 'internal_error',
  502: 'upstream_error',
  503: 'service_unavailable',
  504: 'upstream_error',
};

/** The words for a task call that is not served. */
export const taskErrorWords: ErrorWords = ({ status, param }, { taskId }) => {
  const isForeign = status === 404 && taskId?.startsWith(taskIdStart) === false;
  const code = isForeign ? 'invalid_task_id' : taskErrorCodes[status];
  const { status: told, ...words } = taskErrors[code];
  const error = { code, ...words, ...(param === undefined ? {} : { param }) };
  return { status: told, message: error.message, body: { error } };
};
