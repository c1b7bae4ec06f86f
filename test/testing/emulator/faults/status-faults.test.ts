import { expect, test, vi } from 'vitest';
import { faultGroups } from '../../../../src/testing/emulator/faults/catalogue.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';
import { ask, inWords } from './answers.js';

type StatusFaultName = keyof typeof faultGroups.status;

async function taskWith(name: StatusFaultName) {
  const onHand = await emulatorOnHand();
  onHand.emulator.faults.next(name);
  const id = String((await onHand.gateway.submit(textToVideo)).json.id);
  const read = (init = {}) => ask(`${onHand.emulator.url}/v1/tasks/${id}`, init);
  const task = async () => (await onHand.gateway.task(id)).json;
  return { ...onHand, id, read, task };
}

const failingReads = {
  'status-404': [2, '404 error task_not_found'],
  'status-401': [3, '401 error unauthorized'],
  'status-403': [3, '403 error permission_denied'],
  'status-429': [3, '429 error rate_limit_exceeded'],
  'status-429-later': [2, '429 error rate_limit_exceeded'],
  'status-500': [3, '500 error internal_error'],
  'status-502-html': [3, '502 html'],
  'status-503': [3, '503 error service_unavailable'],
  'status-504-empty': [3, '504 empty'],
  'status-html': [3, '200 html'],
  'status-malformed': [3, '200 malformed'],
  'status-empty': [3, '200 empty'],
  'status-drop': [2, 'broken'],
  'status-cut': [2, 'broken'],
} as const satisfies Partial<Record<StatusFaultName, unknown>>;

test.each(Object.entries(failingReads) as [StatusFaultName, readonly [number, string]][])(
  '%s: the first reads fail, later ones do not',
  async (name, [failing, answer]) => {
    const { read } = await taskWith(name);
    const answers = [];
    for (let n = 0; n <= failing; n += 1) answers.push(await inWords(read()));
    expect(answers).toEqual([...Array(failing).fill(answer), '200 right']);
  },
);

test('status-429-later tells when to come back, status-429 does not', async () => {
  const later = await (await taskWith('status-429-later')).read();
  const bare = await (await taskWith('status-429')).read();
  expect([later.headers.get('retry-after'), bare.headers.get('retry-after')]).toEqual(['2', null]);
});

test('status-stall: the first read is never answered, the second is', async () => {
  const { emulator, read } = await taskWith('status-stall');
  const giveUp = new AbortController();
  const answer = inWords(read({ signal: giveUp.signal }));
  await vi.waitFor(() => expect(emulator.bill().requests.statusReads).toBe(1));
  giveUp.abort();
  expect([await answer, await inWords(read())]).toEqual(['broken', '200 right']);
});

test.each([
  ['status-404-20s', 20_000, ['404 error task_not_found', '200 right']],
  ['forgotten', 600_000, ['200 right', '404 error task_not_found']],
] as const)('%s: the answer turns after %i ms', async (name, afterMs, [before, after]) => {
  const { clock, read } = await taskWith(name);
  await clock.advance(afterMs - 1);
  expect(await inWords(read())).toBe(before);
  await clock.advance(1);
  expect(await inWords(read())).toBe(after);
});

const link = expect.stringMatching(/^http.*\.mp4/);
const words = {
  'upper-case': ['PENDING', 'PROCESSING', 'COMPLETED'],
  'completed-as-succeeded': ['pending', 'processing', 'succeeded'],
  'completed-as-success': ['pending', 'processing', 'success'],
  'unknown-status': ['pending', 'postprocessing', 'completed'],
  'unknown-end': ['pending', 'processing', 'finalised'],
} as const satisfies Partial<Record<StatusFaultName, unknown>>;

test.each(Object.entries(words) as [StatusFaultName, readonly string[]][])(
  '%s: the words on the way are %j, and the video is there',
  async (name, expected) => {
    const { clock, task } = await taskWith(name);
    const seen = [(await task()).status];
    await clock.advance(3_000);
    seen.push((await task()).status);
    await clock.advance(5_000);
    const { status, results } = await task();
    expect([...seen, status]).toEqual(expected);
    expect(results).toEqual([link]);
  },
);

test('back-step: the running job is pending again for a while, then completes', async () => {
  const { clock, task } = await taskWith('back-step');
  await clock.advance(2_000);
  const seen = [];
  for (const ms of [1_500, 1_500, 2_000, 1_000]) {
    await clock.advance(ms);
    const { status, progress } = await task();
    seen.push([status, progress]);
  }
  expect(seen).toEqual([
    ['processing', 25],
    ['pending', 0],
    ['processing', 83],
    ['completed', 100],
  ]);
});

test('no-link and late-link: the completed and charged job names no link, for good or for 5 s', async () => {
  const never = await taskWith('no-link');
  const late = await taskWith('late-link');
  for (const { clock, task, emulator } of [never, late]) {
    await clock.advance(12_999);
    expect(await task()).toMatchObject({ status: 'completed', results: [] });
    expect(emulator.bill().credits.spent).toBe('25.5');
    await clock.advance(1);
  }
  expect((await late.task()).results).toEqual([link]);
  await never.clock.advance(24 * 60 * 60 * 1000);
  expect((await never.task()).results).toEqual([]);
});

test('link-in-result-data: the link stands in the other field', async () => {
  const { clock, task } = await taskWith('link-in-result-data');
  await clock.advance(8_000);
  const { results, result_data: data } = await task();
  expect([results, data]).toEqual([undefined, [{ video_url: link }]]);
});

test('results-as-objects and link-as-video-url: the link stands in another form', async () => {
  const objects = await taskWith('results-as-objects');
  const flat = await taskWith('link-as-video-url');
  for (const { clock } of [objects, flat]) await clock.advance(8_000);
  expect((await objects.task()).results).toEqual([{ url: link }]);
  const { results, video_url: url } = await flat.task();
  expect([results, url]).toEqual([undefined, link]);
});

test('another-task: the first 2 reads tell a stranger, or a finished task of the account', async () => {
  const { clock, id, task, gateway } = await taskWith('another-task');
  expect((await task()).id).not.toBe(id);
  const other = String((await gateway.submit(textToVideo)).json.id);
  await clock.advance(20_000);
  expect(await task()).toMatchObject({ id: other, status: 'completed', results: [link] });
  expect(await task()).toMatchObject({ id, status: 'completed', results: [link] });
});

test('every fault of status reads is tried here', () => {
  const others = [
    'status-stall',
    'status-404-20s',
    'forgotten',
    'back-step',
    'no-link',
    'late-link',
    'link-in-result-data',
    'results-as-objects',
    'link-as-video-url',
    'another-task',
  ];
  const tried = [...Object.keys(failingReads), ...Object.keys(words), ...others];
  expect(tried.toSorted()).toEqual(Object.keys(faultGroups.status).toSorted());
});
