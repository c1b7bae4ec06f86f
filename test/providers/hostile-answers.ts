import fc from 'fast-check';
import { expect } from 'vitest';
import { failedSubmission } from '../../src/providers/submit-verdict.js';
import type { Accepted } from '../../src/providers/video-model.js';
import { startGateway } from '../helpers/gateway-server.js';
import { apiKey, failureOf } from './gateway-calls.js';

/** The statuses that mean no, when the gateway itself says so. */
export const refusals = [400, 401, 402, 403, 404, 413, 422, 429];

const segment = 'S'.repeat(64);
const secrets = [apiKey, 's3cr3t', segment];

/** Texts of all sorts, some of which hold secrets. */
export const words = fc.oneof(
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
export const something = words.filter((text) => text !== '');

/** What a gateway may answer a submission. */
export interface Body {
  readonly what: 'own error' | 'own error that names a task' | 'task' | 'other';
  readonly text: string;
}

/** Bodies of one sort, as JSON. */
export const bodiesOf = (what: Body['what'], json: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  json.map((value) => ({ what, text: JSON.stringify(value, withoutBigints) }));

/** What is in no gateway's form. */
export const formless = fc
  .oneof(
    words,
    fc.jsonValue().map((value) => JSON.stringify([value])),
    fc.constantFrom('', '{}', 'null', '{"error":{}}', '{"error":{"message":""}}', '{"id":""}', '{"message":7}'),
    fc.constantFrom('{"error":{"message":7}}', '<!doctype html><h1>403</h1>', '{"error":'),
    fc.constant(`{"error":${'['.repeat(50_000)}`),
  )
  .map((text): Body => ({ what: 'other', text }));

const answersWith = (body: fc.Arbitrary<Body>) =>
  fc.record({
    status: fc.oneof(fc.constantFrom(...refusals, 200), fc.integer({ min: 100, max: 599 })),
    body,
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

type Answer = ReturnType<typeof answersWith> extends fc.Arbitrary<infer Each> ? Each : never;

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

export interface Trial {
  readonly bodies: fc.Arbitrary<Body>;
  /** Submits something to a gateway at an address, which it may be asked to do any number of times. */
  readonly submitterAt: (url: string) => () => Promise<Accepted>;
  /** Whether an order may exist although the gateway's own error comes with a status that refuses. @default never */
  readonly mayExist?: ((text: string, status: number) => boolean) | undefined;
  readonly numRuns: number;
}

/** Answers submissions with all sorts of bodies, whole and cut: only whole ones of the gateway's own words mean no. */
export async function tryAnswers({ bodies, submitterAt, mayExist = () => false, numRuns }: Trial): Promise<void> {
  let current: Answer | undefined;
  const gateway = await startGateway(({ socket }) => {
    const bytes = bytesOf(current!);
    const sent = bytes.subarray(0, Math.floor(bytes.byteLength * current!.share));
    socket!.write(sent, () => {
      if (current!.share < 1 && current!.ends === 'with a reset') socket!.resetAndDestroy();
      else socket!.end();
    });
  });
  const submitSomething = submitterAt(gateway.url);
  await fc.assert(
    fc.asyncProperty(answersWith(bodies), async (answer) => {
      current = answer;
      const { status, body, share } = answer;
      const before = gateway.heard.length;
      const taken = await submitSomething().catch(() => undefined);
      expect(gateway.heard.length).toBe(before + 1);
      if (taken !== undefined) {
        expect([body.what, share, status >= 200 && status < 300]).toEqual(['task', 1, true]);
        return;
      }
      const failure = await failureOf(submitSomething());
      const no = body.what === 'own error' && refusals.includes(status) && !mayExist(body.text, status);
      const verdict = no && share === 1 ? 'refused' : 'unknown';
      expect(failedSubmission[failure.kind], failure.kind).toBe(verdict);
      for (const secret of secrets) expect(`${failure.message} ${failure.code} ${failure.stack}`).not.toContain(secret);
      expect(failure.retryAfterSeconds ?? 0).toBeGreaterThanOrEqual(0);
    }),
    { numRuns },
  );
}
