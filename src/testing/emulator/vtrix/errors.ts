import type { ErrorWords } from '../engine/errors.js';
import type { ErrorStatus } from '../faults/wrong-answers.js';

/** The gateway's sentences for its errors. */
const messages: Readonly<Record<ErrorStatus, string>> = {
  400: 'Invalid request',
  401: 'Invalid API key',
  402: 'Insufficient balance',
  403: 'Permission denied',
  404: 'Not found',
  409: 'Conflict',
  413: 'Request body too large',
  422: 'Invalid parameter',
  429: 'Rate limit exceeded',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

/** The words for a call that is not served. An empty account is a 403, like a missing permission. */
export const errorWords: ErrorWords = ({ status, reason, message: details }) => {
  const usual = reason === 'moderation' ? 'Content policy violation' : messages[status];
  const message = details ?? usual;
  return { status: status === 402 ? 403 : status, message, body: { message } };
};
