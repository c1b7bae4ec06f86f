import { randomUUID } from 'node:crypto';
import type { ErrorAnswer, ErrorWords } from '../engine/errors.js';
import type { ErrorReason, ErrorStatus } from '../faults/wrong-answers.js';

interface Words {
  readonly code: string;
  readonly message: string;
  /** Where the gateway answers with another status. */
  readonly status?: ErrorStatus;
}

/** The gateway's own words for its errors. */
const words: Readonly<Record<ErrorStatus, Words>> = {
  400: { code: 'InvalidParameter', message: 'Required parameter is missing or invalid.' },
  401: { code: 'InvalidApiKey', message: 'Invalid API-key provided.' },
  402: { code: 'Arrearage', message: 'Access denied, the account is overdue.', status: 400 },
  403: { code: 'AccessDenied', message: 'Access denied.' },
  404: { code: 'NotFound', message: 'Not found.' },
  409: { code: 'Conflict', message: 'Conflict.' },
  413: { code: 'InvalidParameter', message: 'The request body is too large.' },
  422: { code: 'InvalidParameter', message: 'A parameter is not valid.' },
  429: { code: 'Throttling', message: 'Requests throttling triggered.' },
  500: { code: 'InternalError', message: 'An internal error has occurred.' },
  502: { code: 'InternalError', message: 'Bad gateway.' },
  503: { code: 'ServiceUnavailable', message: 'The service is unavailable.' },
  504: { code: 'RequestTimeOut', message: 'The request timed out.' },
};

const reasonWords: Readonly<Partial<Record<ErrorReason, Words>>> = {
  moderation: { code: 'DataInspectionFailed', message: 'Input data may contain inappropriate content.' },
  'unknown-model': { code: 'InvalidParameter', message: 'Model not exist.', status: 400 },
  'rate-quota': { code: 'Throttling.RateQuota', message: 'Requests rate limit exceeded, please try again later.' },
  'allocation-quota': {
    code: 'Throttling.AllocationQuota',
    message: 'Allocated quota exceeded, please increase your quota limit.',
  },
  'not-pending': {
    code: 'UnsupportedOperation',
    message: 'Failed to cancel the task, please confirm if the task is in PENDING status.',
  },
};

/** The words for an order that is not accepted. An empty account is a 400, and so is an unknown model. */
export const orderErrorWords: ErrorWords = ({ status, reason, message: details }): ErrorAnswer => {
  const known = (reason === undefined ? undefined : reasonWords[reason]) ?? words[status];
  const message = reason === 'unknown-model' ? known.message : (details ?? known.message);
  return { status: known.status ?? status, message, body: { code: known.code, message, request_id: randomUUID() } };
};

/** The words for a task call that is not served. A task that is not known is no error, but a state of its own. */
export const taskErrorWords: ErrorWords = (refusal, asked) =>
  refusal.status === 404 && asked.taskId !== undefined ? unknownTask(asked.taskId) : orderErrorWords(refusal, asked);

const unknownTask = (taskId: string): ErrorAnswer => ({
  status: 200,
  message: 'UNKNOWN',
  body: { request_id: randomUUID(), output: { task_id: taskId, task_status: 'UNKNOWN' } },
});
