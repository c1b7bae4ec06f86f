import { expect, test } from 'vitest';
import { answersOf } from '../../../src/cli/smoke/questions.js';
import type { SmokeRun } from '../../../src/cli/smoke/smoke-run.js';
import type { Gateway } from '../../../src/domain/models.js';
import { knownModels } from '../../../src/domain/requests/model-catalogue.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { knownPrices } from '../../../src/pricing/price-list.js';
import { listed } from '../../../src/pricing/prices.js';

const readAt = 1_767_000_000;
const signed = (expires: number) => `https://cdn.example.com/1.mp4?Expires=${expires}&Signature=5ec2e7`;
const read = (link: string | undefined, usage: object = {}) => ({ json: { usage }, fields: ['status'], link, readAt });
const link = signed(readAt + 7200);

const run: SmokeRun = {
  model: knownModels.find('evolink/wan2.6-text-to-video')!,
  request: parseRequest({ model: 'evolink/wan2.6-text-to-video', prompt: 'A boat', durationSeconds: 2 }),
  quoted: { amount: '10.2', currency: 'EVOLINK_CREDIT', basis: 'quoted' },
  prices: listed(knownPrices),
  body: 'wrapped',
  shown: { whileRunning: false, afterwards: true },
  reads: [read(link), read(link)],
  result: {
    schema: 1,
    id: 'smoke',
    state: 'stored',
    model: 'evolink/wan2.6-text-to-video',
    taskId: 'task-unified-1757169743-7cvnl5zw',
    video: {
      uri: 's3://b/k',
      bucket: 'b',
      key: 'k',
      bytes: 1,
      sha256: '',
      crc32: '',
      contentType: 'video/mp4',
      media: {
        durationSeconds: 2.4,
        width: 1280,
        height: 720,
        framesPerSecond: 24,
        videoCodec: 'avc1',
        soundCodec: null,
      },
    },
    findings: [],
    cost: { amount: '12.75', currency: 'EVOLINK_CREDIT', basis: 'settled' },
    submissions: [],
    times: { requestedAt: '', acceptedAt: '2026-01-01T00:00:00Z', storedAt: '2026-01-01T00:01:30Z' },
  },
};

/** What is said of something, and whether that settles it. */
function said(unknown: string, changes: Partial<SmokeRun> = {}, gateway: Gateway = 'evolink'): string {
  const answer = answersOf({ ...run, ...changes }, gateway).unknowns.find((each) => each.unknown.includes(unknown));
  return `${answer?.settled}: ${answer?.finding}`;
}

test.each([
  [read(link), read(link), 'yes: no: both reads give the same link'],
  [read(link), read(signed(readAt + 7202)), 'yes: yes: the same file, signed anew'],
  [read(link), read('https://cdn.example.com/2.mp4?Expires=1'), 'yes: yes: another address'],
  [read(link), read(undefined), 'no: the finished task shows no link'],
])('a link that is read again as %j and %j', (first, second, expected) => {
  expect(said('renews its link', { reads: [first, second] })).toBe(expected);
});

test.each([
  [link, 'yes: 2.0 h from this read on, by its signature'],
  ['https://cdn.example.com/1.mp4', 'no: the link is not signed: it tells no end'],
  ['https://cdn.example.com/1.mp4?token=5ec2e7', 'no: its signature tells no end'],
  ['https://', 'no: the finished task shows no link'],
])('how long %s lives', (told, expected) => {
  expect(said('how long a link lives', { reads: [read(told), read(told)] })).toBe(expected);
});

test('a task that could not be read again settles nothing about its links', () => {
  const { unknowns } = answersOf({ ...run, reads: undefined }, 'vtrix');
  const unread = unknowns.filter(({ finding }) => finding === 'the finished task could not be read again');
  expect(unread.map(({ settled }) => settled)).toEqual(['no', 'no', 'no', 'no']);
});

test('what a second costs is told of a settled charge, beside what was quoted', () => {
  expect(said('what a second costs')).toMatch(
    /^yes: 12.75 .* for 2 s at 720p: 6.375 a second; by the price list: 10.2 /,
  );
  const cost = run.quoted;
  expect(said('what a second costs', { result: { ...run.result, cost } })).toMatch(/^no: the gateway tells no amount/);
});

test('how fractions are billed is told of a length that is one', () => {
  expect(said('fractions of a second')).toBe('yes: 2.4 s, billed: 2.5 s');
  const { video } = run.result;
  const whole = { ...run.result, video: { ...video, media: { ...video.media!, durationSeconds: 2.01 } } };
  expect(said('fractions of a second', { result: whole })).toMatch(/^no: /);
});

test('that lengths can differ is told only by one that does', () => {
  expect(said('delivered length can differ')).toBe('no: not this time: 2.4 s');
  const message = 'Ordered 2 s; the video lasts 2.4 s.';
  const finding = { code: 'LONGER_THAN_ORDERED', orderedSeconds: 2, deliveredSeconds: 2.4, message } as const;
  expect(said('delivered length can differ', { result: { ...run.result, findings: [finding] } })).toBe(
    `yes: ${message}`,
  );
});

test.each<[boolean | undefined, boolean | undefined, RegExp]>([
  [true, true, /^yes: .* while that runs/],
  [false, true, /^yes: .* only once it has ended/],
  [undefined, true, /^no: /],
  [false, false, /^no: it does not show the task/],
  [undefined, undefined, /^no: it could not be asked/],
])('a list that shows a task while it runs: %s, and afterwards: %s', (whileRunning, afterwards, expected) => {
  expect(said('when the list', { shown: { whileRunning, afterwards } })).toMatch(expected);
});

test('what is particular to Vtrix', () => {
  expect(said('way of writing', {}, 'vtrix')).toBe("yes: the one called 'wrapped' is");
  const discounted = (discount: unknown) => ({ reads: [read(link), read(link, { discount })] as const });
  expect(said('usage.discount', discounted(0), 'vtrix')).toMatch(/^no: 0, beside/);
  expect(said('usage.discount', discounted(0.5), 'vtrix')).toMatch(/^yes: 0.5, beside/);
  expect(said('usage.discount', discounted('none'), 'vtrix')).toBe('no: there is none');
});

test('the form of an id, the time and the fields are told', () => {
  expect(said('ids of tasks')).toBe('yes: {4 letters}-{7 letters}-{10 digits}-{8 mixed}');
  expect(said('how long it takes')).toMatch(/^yes: 90 s .* 120 s/);
  expect(said('which fields')).toBe('yes: status');
});

test('no link’s query is told', () => {
  expect(JSON.stringify(answersOf(run, 'evolink'))).not.toContain('5ec2e7');
});
