import { randomUUID } from 'node:crypto';
import type { Clock } from '../engine/clock.js';
import type { ErrorWords } from '../engine/errors.js';
import type { ErrorStatus } from '../faults/wrong-answers.js';

/** The gateway's sentences for its errors. */
const messages: Readonly<Record<ErrorStatus, string>> = {
  400: 'Bad Request Exception',
  401: 'Unauthorized',
  402: 'You have run out of credits',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Generation timed out',
};

/** Makes the words for a call that is not served. An empty account is a 403. */
export const createErrorWords =
  (clock: Clock): ErrorWords =>
  ({ status: asked, reason, message: details }, { path }) => {
    const status = asked === 402 ? 403 : asked;
    const message = details ?? (reason === 'moderation' ? 'The prompt holds inappropriate content' : messages[asked]);
    const timestamp = new Date(clock.now()).toISOString();
    return { status, message, body: { message, path, requestId: randomUUID(), statusCode: status, timestamp } };
  };
