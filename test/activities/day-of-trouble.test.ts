import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AwaitedEnd } from '../../src/activities/await-video.js';
import type { AcceptedSubmission } from '../../src/domain/submission.js';
import { json, raw, startGateway, type Answer } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { acceptedBefore, activitiesAt, failureOf, model } from './activities.js';

useS3();
// The clock on the wall is all that is not real: what the server would wait for, passes at once.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const hour = 3600;

interface Wait {
  /** The ages of the task at which it was read, in seconds. */
  readonly reads: readonly number[];
  readonly end: AwaitedEnd | undefined;
}

/** Waits as Temporal's server would have it, until the end or for so long. */
async function wait(
  answerAt: (ageSeconds: number) => Answer,
  facts: Partial<AcceptedSubmission> & { readonly seconds: number },
): Promise<Wait> {
  const { seconds, ...others } = facts;
  const submission: AcceptedSubmission = { ...acceptedBefore(0), ...others };
  const accepted = Date.parse(submission.acceptedAt);
  const age = () => (Date.now() - accepted) / 1000;
  const reads: number[] = [];
  const gateway = await startGateway((outgoing, incoming) => {
    reads.push(age());
    answerAt(age())(outgoing, incoming);
  });
  const { activities, environment } = activitiesAt(s3, gateway.url);
  while (age() < seconds) {
    const attempt = environment.run(activities.read.awaitVideo, { model, submission, overdue: true });
    let end: AwaitedEnd | undefined;
    const failure = await failureOf(attempt.then((value) => (end = value as AwaitedEnd))).catch((error: unknown) => {
      if (end === undefined) throw error;
    });
    if (end !== undefined) return { reads, end };
    expect(failure).toMatchObject({ nonRetryable: false });
    // Without a time of its own, the activity's policy would repeat it within seconds.
    const delayMs = Number(failure!.nextRetryDelay);
    expect(delayMs).toBeGreaterThanOrEqual(1000);
    vi.setSystemTime(Date.now() + delayMs);
  }
  return { reads, end: undefined };
}

const running = json(200, { status: 'processing', progress: 10 });
const done = json(200, { status: 'completed', results: ['https://x.com/a.mp4'] });
const failing = (status: number, headers: Record<string, string> = {}) =>
  json(status, { error: { code: 'code', message: 'No' } }, headers);

const theirs = { id: 'task-unified-of-another', model: 'wan2.6-text-to-video' };

const troubles: readonly (readonly [string, Answer])[] = [
  ['another task’s video', json(200, { ...theirs, status: 'completed', results: ['https://x.com/theirs.mp4'] })],
  ['another task’s failure', json(200, { ...theirs, status: 'failed', error: { code: 'service_error' } })],
  ['a rotated key (401)', failing(401)],
  ['an empty account (402)', failing(402)],
  ['a permission that is gone (403)', failing(403)],
  ['a task that nobody knows (404)', failing(404)],
  ['a request that is called wrong (400)', failing(400)],
  ['too many requests (429)', failing(429)],
  ['500', failing(500)],
  ['503', failing(503)],
  ['a page of HTML', raw(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' })],
  ['JSON that breaks off', raw(200, '{"status":"compl')],
  ['JSON of another form', json(200, { status: 7 })],
  ['an empty answer', raw(200, '')],
  ['no answer', (outgoing) => void outgoing.destroy()],
];

test.each(troubles)(
  '%s for a day ends nothing, costs few reads, and the video is seen after it',
  async (_, trouble) => {
    const { reads, end } = await wait((age) => (age < 23 * hour ? trouble : done), { seconds: 24 * hour });
    expect(end).toEqual({ state: 'succeeded' });
    // One in five minutes, and those of the first hour.
    expect(reads.length).toBeLessThanOrEqual((23 * hour) / 300 + 25);
    const pauses = reads.slice(1).map((age, at) => age - reads[at]!);
    for (const [at, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(Math.min(reads[at]! * 0.14, 299));
  },
);

test.each([
  ['0', 2],
  ['-5', 2],
  ['soon', 2],
  ['1e9', 2],
  ['120', 120],
  ['86400', 300],
  ['9'.repeat(400), 300],
  [() => new Date(Date.now() + 120_000).toUTCString(), 119],
  [() => new Date(Date.now() + 9_000_000_000).toUTCString(), 300],
  [() => new Date(Date.now() - 120_000).toUTCString(), 2],
])(
  'a gateway that asks for a pause by Retry-After (%s) is left alone for no less, within five minutes',
  async (header, shortest) => {
    const answer: Answer = (outgoing, incoming) =>
      failing(429, { 'retry-after': typeof header === 'string' ? header : header() })(outgoing, incoming);
    const { reads } = await wait(() => answer, { seconds: 60, expectedSeconds: 20 });
    const [first = 0, second = 310] = reads;
    expect(first).toBeGreaterThanOrEqual(10);
    expect(second - first).toBeGreaterThanOrEqual(Math.min(shortest, 50));
    expect(second - first).toBeLessThanOrEqual(301);
  },
);

test('any mixture of troubles, in any order, ends in the video', async () => {
  const burst = fc.record({
    trouble: fc.constantFrom(running, ...troubles.map(([, answer]) => answer)),
    seconds: fc.integer({ min: 1, max: 2 * hour }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { maxLength: 6 }), async (bursts) => {
      const until = bursts.reduce((sum, { seconds }) => sum + seconds, 0);
      const answerAt = (age: number) => {
        let left = age;
        return bursts.find(({ seconds }) => (left -= seconds) < 0)?.trouble ?? done;
      };
      const { end, reads } = await wait(answerAt, { seconds: until + hour });
      expect(end).toEqual({ state: 'succeeded' });
      expect(reads.at(-1)).toBeLessThanOrEqual(Math.max(until, 300) * 1.17 + 300);
    }),
    { numRuns: 10 },
  );
});

test.each([
  ['without a callback', false, 12],
  ['where a callback is expected and lost', true, 5],
])('a job of 205 s costs few reads %s', async (_, callbackExpected, most) => {
  const { reads, end } = await wait((age) => (age < 205 ? running : done), {
    seconds: hour,
    expectedSeconds: 205,
    callbackExpected,
  });
  expect(end).toEqual({ state: 'succeeded' });
  expect(reads[0]).toBeGreaterThanOrEqual(102.5);
  expect(reads.length).toBeLessThanOrEqual(most);
  if (!callbackExpected) expect(reads.at(-1)).toBeLessThanOrEqual(205 * 1.08 + 1);
});

test('a task that is called done without a link is read again, and its link is found when it comes', async () => {
  const linkless = json(200, { status: 'completed', results: [] });
  const { end, reads } = await wait((age) => (age < 330 ? linkless : done), { seconds: hour });
  expect(end).toEqual({ state: 'succeeded' });
  expect(reads.length).toBeGreaterThan(1);
});
