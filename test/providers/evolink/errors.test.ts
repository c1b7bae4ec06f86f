import { expect, test } from 'vitest';
import type { ProviderErrorFacts } from '../../../src/providers/provider-error.js';
import { failedSubmission } from '../../../src/providers/submit-verdict.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, readStatus, submitSomething } from './evolink.js';

type Told = Partial<ProviderErrorFacts>;

/** EvoLink's answers to submissions: status, its JSON error, and what is told. */
const submitErrors: readonly (readonly [number, object, Told])[] = [
  [
    400,
    { code: 400, message: 'Invalid request format', type: 'invalid_request_error', param: 'model' },
    { kind: 'invalid-request', code: 'invalid_request_error' },
  ],
  [
    401,
    { code: 401, message: 'Invalid authentication credentials', type: 'authentication_error' },
    { kind: 'authentication', code: 'authentication_error' },
  ],
  [
    402,
    {
      code: 402,
      message: 'Insufficient quota',
      type: 'insufficient_quota_error',
      fallback_suggestion: 'https://evolink.ai/dashboard/billing',
    },
    { kind: 'no-credit', code: 'insufficient_quota_error' },
  ],
  [402, { code: 'insufficient_user_quota', message: 'empty' }, { kind: 'no-credit', code: 'insufficient_user_quota' }],
  [403, { code: 403, message: 'No', type: 'permission_error' }, { kind: 'permission', code: 'permission_error' }],
  [403, { code: 'key_disabled', message: 'disabled' }, { kind: 'authentication', code: 'key_disabled' }],
  [403, { code: 'key_expired', message: 'expired' }, { kind: 'authentication', code: 'key_expired' }],
  [404, { code: 404, message: 'Model not found', type: 'not_found_error' }, { kind: 'not-found' }],
  [413, { code: 413, message: 'Too large', type: 'request_too_large_error' }, { kind: 'invalid-request' }],
  [422, { code: 422, message: 'No', type: 'invalid_request_error' }, { kind: 'invalid-request' }],
  [400, { code: 'constructor', message: 'No' }, { kind: 'invalid-request', code: 'constructor' }],
  [400, { code: 'content_policy_violation', message: 'blocked' }, { kind: 'moderation' }],
  [
    429,
    { code: 429, message: 'Rate limit', type: 'rate_limit_error', fallback_suggestion: 'retry after 60 seconds' },
    { kind: 'rate-limit', code: 'rate_limit_error', retryAfterSeconds: 60 },
  ],
  [500, { code: 500, message: 'Oh', type: 'internal_server_error' }, { kind: 'unavailable' }],
  [502, { code: 502, message: 'Oh', type: 'upstream_error' }, { kind: 'unavailable' }],
  [
    503,
    { code: 503, message: 'Oh', type: 'service_unavailable_error', fallback_suggestion: 'retry after 30 seconds' },
    { kind: 'unavailable', retryAfterSeconds: 30 },
  ],
  // A code that is a refusal elsewhere proves nothing beside a status that is none.
  [200, { code: 'content_policy_violation', message: 'blocked' }, { kind: 'unexpected-response' }],
  [500, { code: 'content_policy_violation', message: 'blocked' }, { kind: 'unavailable' }],
  [503, { code: 'key_disabled', message: 'disabled' }, { kind: 'unavailable' }],
  [400, { code: 'idempotency_conflict', message: 'Oh' }, { kind: 'unexpected-response' }],
  [402, { code: 'paid_outcome_unknown', message: 'Oh' }, { kind: 'unexpected-response' }],
  [409, { code: 'idempotency_conflict', message: 'Oh' }, { kind: 'unexpected-response' }],
  [408, { code: 408, message: 'Oh' }, { kind: 'unexpected-response' }],
  [302, { code: 302, message: 'Elsewhere' }, { kind: 'unexpected-response' }],
];

test.each(submitErrors)('a submission answered by %d %j', async (status, error, told) => {
  const gateway = await startGateway(json(status, { error }, { location: '/elsewhere' }));
  const failure = await failureOf(submitSomething(evolinkAt(gateway.url)));
  expect(failure).toMatchObject({ gateway: 'evolink', status, ...told });
  expect(failure.message).toContain(`evolink ${status}: ${'message' in error ? String(error.message) : ''}`);
  expect(gateway.heard).toHaveLength(1);
});

test.each([
  [400, 'invalid_task_id', 'invalid-request'],
  [401, 'unauthorized', 'authentication'],
  [402, 'quota_exceeded', 'no-credit'],
  [403, 'permission_denied', 'permission'],
  [404, 'task_not_found', 'not-found'],
  [429, 'rate_limit_exceeded', 'rate-limit'],
  [500, 'internal_error', 'unavailable'],
])('a status read answered by %d %s', async (status, code, kind) => {
  const gateway = await startGateway(json(status, { error: { code, message: 'No', type: 'evo_api_error' } }));
  expect(await failureOf(readStatus(evolinkAt(gateway.url)))).toMatchObject({ kind, status, code, gateway: 'evolink' });
});

test('a message names gateway, status, task and what the gateway suggests', async () => {
  const error = { code: 'rate_limit_exceeded', message: 'Slow down', fallback_suggestion: 'retry after 60 seconds' };
  const gateway = await startGateway(json(429, { error }));
  expect((await failureOf(readStatus(evolinkAt(gateway.url)))).message).toBe(
    'evolink 429 (task-unified-1757169743-7cvnl5zw): Slow down; retry after 60 seconds',
  );
});

test.each([
  ['7', 7],
  ['0', 0],
  [undefined, 60],
  ['soon', 60],
])('Retry-After: %s goes before the text in the body', async (header, seconds) => {
  const error = { code: 429, message: 'Slow down', fallback_suggestion: 'retry after 60 seconds' };
  const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header };
  const gateway = await startGateway(json(429, { error }, headers));
  expect((await failureOf(submitSomething(evolinkAt(gateway.url)))).retryAfterSeconds).toBe(seconds);
});

test.each(['', '{', '{"error":', 'null', '{"error":"no"}', '{"error":{}}', '{"message":"no"}', '\0\0'])(
  "a 400 with the body %j is not the gateway's word",
  async (body) => {
    const gateway = await startGateway(raw(400, body));
    expect((await failureOf(submitSomething(evolinkAt(gateway.url)))).kind).toBe('unexpected-response');
  },
);

test('an error that echoes secrets is told without them', async () => {
  const segment = 'A'.repeat(60);
  const message = [
    `key ${apiKey} is wrong`,
    'image https://s3.example.com/a.png?X-Amz-Signature=secret1#secret2 is gone',
    `callback https://example.com/callbacks/${segment} is unreachable`,
  ].join(', ');
  const gateway = await startGateway(json(401, { error: { code: 401, message } }));
  expect((await failureOf(submitSomething(evolinkAt(gateway.url)))).message).toBe(
    'evolink 401: key [redacted] is wrong, image https://s3.example.com/a.png is gone, ' +
      'callback https://example.com/callbacks/[redacted] is unreachable',
  );
});

test.each([400, 401, 402, 403, 404, 422, 429])(
  'a %d with an empty error object may be a proxy’s, so it leaves open whether the order was taken',
  async (status) => {
    const gateway = await startGateway(json(status, { error: {} }));
    const { kind } = await failureOf(submitSomething(evolinkAt(gateway.url)));
    expect(kind).toBe('unexpected-response');
    expect(failedSubmission[kind]).toBe('unknown');
  },
);

test('a code that echoes secrets is told without them', async () => {
  const code = [
    apiKey,
    `https://example.com/callbacks/${'A'.repeat(60)}`,
    'https://s3.example.com/a.png?X-Amz-Signature=secret1',
  ].join(' ');
  const gateway = await startGateway(json(403, { error: { code, message: 'No' } }));
  expect((await failureOf(submitSomething(evolinkAt(gateway.url)))).code).toBe(
    '[redacted] https://example.com/callbacks/[redacted] https://s3.example.com/a.png',
  );
});

test.each([90, 95, 99])(
  'a page that echoes the key across the end of the quotation shows none of it: %d',
  async (at) => {
    const gateway = await startGateway(raw(502, `${'.'.repeat(at)}${apiKey}`));
    const { message } = await failureOf(submitSomething(evolinkAt(gateway.url)));
    expect(message).not.toContain(apiKey.slice(0, 2));
  },
);

test('words without end are cut', async () => {
  const gateway = await startGateway(json(400, { error: { code: 400, message: 'no '.repeat(10_000) } }));
  const { message } = await failureOf(submitSomething(evolinkAt(gateway.url)));
  expect(message.length).toBeLessThan(600);
});
