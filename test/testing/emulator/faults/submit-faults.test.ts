import { expect, test, vi } from 'vitest';
import { faultGroups } from '../../../../src/testing/emulator/faults/catalogue.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';
import { receiver } from '../receivers.js';
import { ask, inWords } from './answers.js';

type SubmitFaultName = keyof typeof faultGroups.submit;

const nothingAccepted = {
  'refuse-401': '401 error 401',
  'refuse-402': '402 error 402',
  'refuse-403': '403 error 403',
  'refuse-413': '413 error 413',
  'refuse-422': '422 error 422',
  'refuse-400-text': '400 text',
  'refuse-400-with-secrets': '400 error 400',
  'refuse-moderation': '400 error content_policy_violation',
  'refuse-429': '429 error 429',
  'refuse-429-bare': '429 error 429',
  'refuse-429-html': '429 html',
  'submit-409-conflict': '409 error idempotency_conflict',
  'submit-html': '200 html',
  'submit-307': '307 empty',
  'submit-drop': 'broken',
} as const;

const jobAccepted = {
  'accept-then-drop': 'broken',
  'accept-then-cut': 'broken',
  'accept-then-307': '307 empty',
  'accept-then-409-unknown': '409 error paid_outcome_unknown',
  'accept-then-html': '200 html',
  'accept-then-malformed': '200 malformed',
  'accept-then-empty': '200 empty',
  'accept-without-id': '200 without id',
  'accept-then-400-naming': '400 error 400',
  'accept-then-402-naming': '402 error 402',
  'accept-then-429-naming': '429 error 429',
  'accept-enveloped': '200 right',
  'accept-unclosed': '200 malformed',
} as const;

const plain = ([400, 404, 500, 502, 503, 504] as const).flatMap(
  (status) =>
    [
      [`${status}`, `${status} error ${status}`],
      [`${status}-html`, `${status} html`],
      [`${status}-empty`, `${status} empty`],
    ] as const,
);

const awaited: readonly SubmitFaultName[] = [
  'submit-stall',
  'accept-then-stall',
  'accept-slowly',
  'accept-after-callback',
];

async function submitWith(name: SubmitFaultName) {
  const onHand = await emulatorOnHand();
  onHand.emulator.faults.next(name);
  const submit = (init = {}) => ask(`${onHand.emulator.url}/v1/videos/generations`, { body: textToVideo, ...init });
  return { ...onHand, submit };
}

test.each([
  ...Object.entries(nothingAccepted),
  ...plain.map(([suffix, answer]) => [`submit-${suffix}`, answer] as const),
] as [SubmitFaultName, string][])(
  '%s: answered %s, nothing is accepted, the next submit is fine',
  async (name, answer) => {
    const { emulator, submit } = await submitWith(name);
    expect(await inWords(submit())).toBe(answer);
    expect(emulator.bill()).toMatchObject({
      acceptedJobs: 0,
      requests: { refused: 1 },
      credits: { available: '10000' },
    });
    expect(await inWords(submit())).toBe('200 right');
  },
);

test.each([
  ...Object.entries(jobAccepted),
  ...plain.map(([suffix, answer]) => [`accept-then-${suffix}`, answer] as const),
] as [SubmitFaultName, string][])('%s: answered %s, and yet the job runs and is charged', async (name, answer) => {
  const { emulator, clock, submit } = await submitWith(name);
  expect(await inWords(submit())).toBe(answer);
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { refused: 0 } });
  await clock.advance(8_000);
  expect(emulator.bill()).toMatchObject({ jobs: { completed: 1 }, credits: { spent: '25.5' } });
});

test.each([
  ['submit-stall', 0],
  ['accept-then-stall', 1],
] as const)('%s: no answer comes until the client gives up; %i jobs are accepted', async (name, jobs) => {
  const { emulator, submit } = await submitWith(name);
  const giveUp = new AbortController();
  const answer = inWords(submit({ signal: giveUp.signal }));
  await vi.waitFor(() => expect(emulator.bill()).toMatchObject({ acceptedJobs: jobs, requests: { submits: 1 } }));
  giveUp.abort();
  expect(await answer).toBe('broken');
});

test('accept-slowly: the right answer comes after 20 s', async () => {
  const { emulator, clock, submit } = await submitWith('accept-slowly');
  let answered = false;
  const answer = inWords(submit()).finally(() => (answered = true));
  await vi.waitFor(() => expect(emulator.bill().acceptedJobs).toBe(1));
  await clock.advance(19_999);
  expect(answered).toBe(false);
  await clock.advance(1);
  expect(await answer).toBe('200 right');
});

test('accept-after-callback: the callback is there before the answer that names its task', async () => {
  const { url, received } = await receiver();
  const { emulator, clock, submit } = await submitWith('accept-after-callback');
  const answer = submit({ body: { ...textToVideo, callback_url: url } });
  const receivedBefore = answer.then(() => received.length);
  await vi.waitFor(() => expect(emulator.bill().acceptedJobs).toBe(1));
  await clock.advance(8_000);
  expect(await receivedBefore).toBe(1);
  const { id, status } = (await (await answer).json()) as { id: string; status: string };
  expect([JSON.parse(received[0]!).id, status]).toEqual([id, 'pending']);
});

test('a rate limit tells when to come back, or does not', async () => {
  const waits = [];
  for (const name of ['refuse-429', 'refuse-429-bare'] as const) {
    const { submit } = await submitWith(name);
    waits.push((await submit()).headers.get('retry-after'));
  }
  expect(waits).toEqual(['2', null]);
});

test('following the 307 of accept-then-307 makes a second paid job', async () => {
  const { emulator, submit } = await submitWith('accept-then-307');
  expect(await inWords(submit({ redirect: 'follow' }))).toBe('200 right');
  expect(emulator.bill().acceptedJobs).toBe(2);
});

test.each([
  'accept-then-400-naming',
  'accept-then-402-naming',
  'accept-then-429-naming',
  'accept-enveloped',
  'accept-unclosed',
] as const)('%s: the answer names the task, but not as an acceptance does', async (name) => {
  const { emulator, submit } = await submitWith(name);
  const text = await (await submit()).text();
  const { id } = emulator.bill({ perTask: true }).perTask![0]!;
  expect(text).toContain(id);
  const top: unknown = await new Response(text).json().catch(() => ({}));
  expect(top).not.toHaveProperty('id');
});

test('every fault of the submit is tried here', () => {
  const names = plain.flatMap(([suffix]) => [`submit-${suffix}`, `accept-then-${suffix}`]);
  const tried = [...Object.keys(nothingAccepted), ...Object.keys(jobAccepted), ...awaited, ...names];
  expect(tried.toSorted()).toEqual(Object.keys(faultGroups.submit).toSorted());
});
