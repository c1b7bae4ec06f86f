import { expect, test } from 'vitest';
import { kindOfStatus, type ProviderErrorKind } from '../../src/providers/provider-error.js';
import { failedSubmission } from '../../src/providers/submit-verdict.js';

const refusals: readonly ProviderErrorKind[] = [
  'not-sent',
  'rate-limit',
  'authentication',
  'permission',
  'no-credit',
  'not-found',
  'moderation',
  'invalid-request',
];

test('refused is only what was never sent, or what the gateway itself has said no to', () => {
  const refused = Object.entries(failedSubmission).filter(([, verdict]) => verdict === 'refused');
  expect(new Set(refused.map(([kind]) => kind))).toEqual(new Set(refusals));
});

test('of all HTTP statuses, eight are refusals when the gateway itself gives them', () => {
  const statuses = Array.from({ length: 500 }, (_, at) => 100 + at);
  const refused = statuses.filter((status) => failedSubmission[kindOfStatus(status)] === 'refused');
  expect(refused).toEqual([400, 401, 402, 403, 404, 413, 422, 429]);
});
