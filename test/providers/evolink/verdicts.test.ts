import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failedSubmission } from '../../../src/providers/submit-verdict.js';
import { startGateway, startSocket } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, submitSomething } from './evolink.js';

/** The statuses that mean no, when the gateway itself says so. */
const refusals = [400, 401, 402, 403, 404, 413, 422, 429];

const segment = 'S'.repeat(64);
const secrets = [apiKey, 's3cr3t', segment];
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    `key ${apiKey}`,
    'https://s3.example.com/a.png?X-Amz-Signature=s3cr3t',
    'https%3A%2F%2Fs3.example.com%2Fa.png%3FX-Amz-Signature%3Ds3cr3t',
    `https://example.com/callbacks/${segment}`,
    `callback=https%3A%2F%2Fexample.com%2Fcallbacks%2F${segment}`,
    'http://'.repeat(2_000),
  ),
);
const something = words.filter((text) => text !== '');
const code = fc.oneof(
  something,
  fc.integer({ min: 1, max: 999 }),
  fc.constantFrom('content_policy_violation', 'key_disabled', 'idempotency_conflict', 'paid_outcome_unknown'),
  fc.constantFrom('constructor', '__proto__', 'toString'),
);
/** Whatever comes with these, an order may exist. */
const mayExist = /"code":"(idempotency_conflict|paid_outcome_unknown)"/;
const more = { message: fc.option(words), type: fc.option(words), param: fc.anything({ maxDepth: 1 }) };

interface Body {
  readonly what: 'own error' | 'own error that names a task' | 'task' | 'other';
  readonly text: string;
}

const ownError = fc
  .oneof(
    fc.record({ code, ...more }, { requiredKeys: ['code'] }),
    fc.record({ ...more, message: something }, { requiredKeys: ['message'] }),
    fc.record({ ...more, type: something }, { requiredKeys: ['type'] }),
  )
  .map((error): Body => ({ what: 'own error', text: JSON.stringify({ error }, withoutBigints) }));
const task = fc
  .record({ id: fc.stringMatching(/^task-\w{1,20}$/), task_info: fc.jsonValue(), usage: fc.jsonValue() })
  .map((answer): Body => ({ what: 'task', text: JSON.stringify(answer) }));
/** Where a task is named beside, within or around an error. */
const naming = fc
  .tuple(fc.stringMatching(/^task-unified-\w{1,20}$/), fc.constantFrom('id', 'task_id', 'taskId', 'message', 'x'))
  .chain(([id, key]) =>
    fc.constantFrom<object>(
      { error: { message: 'no', data: { [key]: id } } },
      { error: { code: 429, type: 'no', [key]: id } },
      { error: { message: 'no' }, data: [{ deep: { down: { [key]: id } } }] },
      { error: { message: 'no' }, [key]: `see ${id}.` },
    ),
  )
  .map((answer): Body => ({ what: 'own error that names a task', text: JSON.stringify(answer) }));
const other = fc
  .oneof(
    words,
    fc.jsonValue().map((value) => JSON.stringify([value])),
    fc.jsonValue().map((error) => JSON.stringify({ errors: [error], message: 'no' })),
    fc.constantFrom('', '{}', 'null', '{"error":{}}', '{"error":"no"}', '{"error":{"message":""}}', '{"id":""}'),
    fc.constantFrom('{"error":{"code":0}}', '{"error":{"message":7}}', '<!doctype html><h1>403</h1>', '{"error":'),
    fc.constant(`{"error":${'['.repeat(50_000)}`),
  )
  .map((text): Body => ({ what: 'other', text }));

const answers = fc.record({
  status: fc.oneof(fc.constantFrom(...refusals, 200), fc.integer({ min: 100, max: 599 })),
  body: fc.oneof(ownError, naming, task, other),
  type: fc.constantFrom('application/json', 'text/html', 'text/plain; charset=x', ''),
  retryAfter: fc.oneof(
    fc.constantFrom('0', '-5', '60', '1e9', 'soon', '9'.repeat(400), 'Wed, 21 Oct 2026 07:28:00 GMT'),
    fc.stringMatching(/^[ -~]{0,20}$/),
  ),
  framing: fc.constantFrom('length', 'chunks', 'until the end'),
  /** How much of it arrives. */
  share: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  ends: fc.constantFrom('quietly', 'with a reset'),
});

type Answer = typeof answers extends fc.Arbitrary<infer Each> ? Each : never;

/** The bytes of an answer. */
function bytesOf({ status, body, type, retryAfter, framing }: Answer): Buffer {
  const content = Buffer.from(body.text);
  const size = content.byteLength;
  const [header, payload] = {
    length: [`Content-Length: ${size}\r\n`, content],
    chunks: [
      'Transfer-Encoding: chunked\r\n',
      Buffer.concat([
        size === 0
          ? Buffer.alloc(0)
          : Buffer.from(`${size.toString(16)}\r\n${content.toString('latin1')}\r\n`, 'latin1'),
        Buffer.from('0\r\n\r\n'),
      ]),
    ],
    'until the end': ['Connection: close\r\n', content],
  }[framing] as [string, Buffer];
  const head = `HTTP/1.1 ${status} x\r\nContent-Type: ${type}\r\nRetry-After: ${retryAfter}\r\n${header}\r\n`;
  return Buffer.concat([Buffer.from(head), payload]);
}

function withoutBigints(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

const quick = { timeLimits: { submitSeconds: 20 } };

test('whatever answers a submission, and however little of it comes, only eight whole answers mean no', async () => {
  let current: Answer | undefined;
  const gateway = await startGateway(({ socket }) => {
    const bytes = bytesOf(current!);
    const sent = bytes.subarray(0, Math.floor(bytes.byteLength * current!.share));
    socket!.write(sent, () => {
      if (current!.share < 1 && current!.ends === 'with a reset') socket!.resetAndDestroy();
      else socket!.end();
    });
  });
  const models = evolinkAt(gateway.url, quick);
  await fc.assert(
    fc.asyncProperty(answers, async (answer) => {
      current = answer;
      const { status, body, share } = answer;
      const before = gateway.heard.length;
      const taken = await submitSomething(models).catch(() => undefined);
      expect(gateway.heard.length).toBe(before + 1);
      if (taken !== undefined) {
        expect([body.what, share, status >= 200 && status < 300]).toEqual(['task', 1, true]);
        return;
      }
      const failure = await failureOf(submitSomething(models));
      const no = body.what === 'own error' && refusals.includes(status) && !mayExist.test(body.text);
      const verdict = no && share === 1 ? 'refused' : 'unknown';
      expect(failedSubmission[failure.kind], failure.kind).toBe(verdict);
      for (const secret of secrets) expect(`${failure.message} ${failure.code} ${failure.stack}`).not.toContain(secret);
      expect(failure.retryAfterSeconds ?? 0).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 250 },
  );
});

test('a connection that is lost at any byte of the request is a no only while nothing of it was heard', async () => {
  let most = 0;
  let heard = 0;
  const { port } = await startSocket((connection) => {
    heard = 0;
    if (most === 0) return void connection.resetAndDestroy();
    connection.on('data', (bytes) => {
      heard += bytes.byteLength;
      const whole = bytes.at(-1) === '}'.charCodeAt(0);
      if (heard >= most || whole) connection.resetAndDestroy();
    });
  });
  const models = evolinkAt(`http://127.0.0.1:${port}`, quick);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 400 }), async (bytes) => {
      most = bytes;
      const { kind } = await failureOf(submitSomething(models));
      expect(failedSubmission[kind] === 'unknown' || heard === 0, kind).toBe(true);
    }),
    { numRuns: 50 },
  );
});
