import type { ProviderErrorKind } from './provider-error.js';

/** Whether a failed submission can have been accepted, and so billed. */
export type FailedSubmission = 'refused' | 'unknown';

/**
 * The line between what was certainly not accepted and what may have been. A submission counts as refused only when
 * nothing was sent or the gateway itself said no; every other outcome is unknown and must never be sent again.
 */
export const failedSubmission: Readonly<Record<ProviderErrorKind, FailedSubmission>> = {
  'not-sent': 'refused',
  'rate-limit': 'refused',
  authentication: 'refused',
  permission: 'refused',
  'no-credit': 'refused',
  'not-found': 'refused',
  moderation: 'refused',
  'invalid-request': 'refused',
  'no-answer': 'unknown',
  'unexpected-response': 'unknown',
  unavailable: 'unknown',
};
