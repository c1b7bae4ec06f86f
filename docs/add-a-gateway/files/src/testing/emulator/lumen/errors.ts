import type { ErrorWords } from '../engine/errors.js';
import type { ErrorStatus } from '../faults/wrong-answers.js';

/** The gateway's names for its errors. */
const kinds: Readonly<Record<ErrorStatus, string>> = {
  400: 'bad_field',
  401: 'bad_key',
  402: 'no_funds',
  403: 'not_yours',
  404: 'not_here',
  409: 'conflict',
  413: 'too_big',
  422: 'bad_field',
  429: 'too_fast',
  500: 'our_fault',
  502: 'our_fault',
  503: 'closed',
  504: 'too_slow',
};

/** The words for a call that is not served. */
export const errorWords: ErrorWords = ({ status, reason, message: details }) => {
  const kind = reason === 'moderation' ? 'unsafe_text' : kinds[status];
  const says = details ?? `This can't be served: ${kind.replaceAll('_', ' ')}.`;
  return { status, message: says, body: { problem: { kind, says } } };
};
