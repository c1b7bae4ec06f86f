import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { faultGroups } from '../../../../src/testing/emulator/faults/catalogue.js';
import { clipPath } from '../../../../src/testing/emulator/media/clips.js';
import type { EmulatorOptions } from '../../../../src/testing/emulator/index.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';

type ResultFaultName = keyof typeof faultGroups.result;

const original = await readFile(clipPath('withSound'));
const tried = new Set<string>();

/** The link of a completed job that meets `name`, and ways to read it. */
async function resultWith(name: ResultFaultName, options: EmulatorOptions = {}) {
  tried.add(name);
  const onHand = await emulatorOnHand(options);
  const { emulator, gateway, clock } = onHand;
  emulator.faults.next(name);
  const id = String((await gateway.submit(textToVideo)).json.id);
  await clock.advance(8_000);
  const link = async () => String((await gateway.task(id)).json.results[0]);
  const first = await link();
  const get = (range?: string, url = first) =>
    fetch(url, { redirect: 'manual', headers: range === undefined ? {} : { range: `bytes=${range}` } });
  return { ...onHand, id, link, first, get };
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

async function statusesOf(count: number, get: () => Promise<Response>) {
  const statuses = [];
  for (let n = 0; n < count; n += 1) statuses.push((await get()).status);
  return statuses;
}

test.each([
  ['link-403', [403, 403, 403]],
  ['link-404', [404, 404, 404]],
  ['link-429', [429, 429, 200]],
  ['link-503', [503, 503, 200]],
  ['redirect-once', [302, 302, 200]],
  ['redirect-loop', [302, 302, 302]],
] as const)('%s: reading the link is answered %j', async (name, statuses) => {
  const { get } = await resultWith(name);
  expect(await statusesOf(3, () => get())).toEqual(statuses);
});

test('link-renewed: the first link is dead for good, the one named after it was tried works', async () => {
  const { get, link, first } = await resultWith('link-renewed');
  expect(await link()).toBe(first);
  expect(await statusesOf(2, () => get())).toEqual([403, 403]);
  const renewed = await link();
  expect((await get(undefined, renewed)).status).toBe(200);
  expect((await get()).status).toBe(403);
});

test('link-404-in-time: after a day the link is answered 404', async () => {
  const { get, clock } = await resultWith('link-404-in-time');
  expect((await get()).status).toBe(200);
  await clock.advance(24 * 60 * 60 * 1000);
  expect((await get()).status).toBe(404);
});

test('link-http: the link has no TLS, although the gateway has', async () => {
  const { first } = await resultWith('link-http', { publicUrl: 'https://gateway.example' });
  expect(first).toMatch(/^http:\/\/gateway\.example\//);
});

test('redirects lead to the file, to themselves, to a private address or to no web address', async () => {
  const locationOf = async (name: ResultFaultName) => {
    const { get, first } = await resultWith(name);
    return { first, location: new URL((await get()).headers.get('location')!, first) };
  };
  const once = await locationOf('redirect-once');
  const loop = await locationOf('redirect-loop');
  expect((await bytesOf(await fetch(once.location))).length).toBe(original.length);
  expect(loop.location.href).toBe(loop.first);
  expect((await locationOf('redirect-private')).location.hostname).toBe('169.254.169.254');
  expect((await locationOf('redirect-scheme')).location.protocol).toBe('file:');
});

test.each([
  ['body-cut', ['broken', 'broken', 'whole']],
  ['body-cut-always', ['broken', 'broken', 'broken']],
] as const)('%s: bodies that pass the middle are %j; a first part is whole', async (name, expected) => {
  const { get } = await resultWith(name);
  expect(await bytesOf(await get('0-99'))).toEqual(original.subarray(0, 100));
  const outcomes = [];
  for (const range of [undefined, '100-', undefined]) {
    const response = await get(range);
    expect(response.headers.get('content-length')).toBe(String(original.length - (range === undefined ? 0 : 100)));
    outcomes.push(
      await bytesOf(response).then(
        () => 'whole',
        () => 'broken',
      ),
    );
  }
  expect(outcomes).toEqual(expected);
});

test('body-stall: the first body stops in the middle until the client gives up, the second is whole', async () => {
  const { get, first, emulator } = await resultWith('body-stall');
  const giveUp = new AbortController();
  const response = await fetch(first, { signal: giveUp.signal });
  const body = bytesOf(response);
  const served = async () => (await emulator.truth()).jobs![0]!.bytesServed;
  await vi.waitFor(async () => expect(await served()).toBe(Math.floor(original.length / 2)));
  giveUp.abort();
  await expect(body).rejects.toThrow('abort');
  expect(await bytesOf(await get())).toEqual(original);
});

test.each(['body-drip', 'body-drip-always'] as const)('%s: the body takes its time on the clock', async (name) => {
  const { get, clock } = await resultWith(name);
  const drip = async () => {
    const startedAt = clock.now();
    const body = bytesOf(await get());
    const took = body.then(() => clock.now() - startedAt);
    const isOver = took.then(() => true);
    while (!(await Promise.race([isOver, setImmediate(false)]))) await clock.advance(100);
    expect(await body).toEqual(original);
    return took;
  };
  const leastMs = (original.length / 500) * 1000;
  expect(await drip()).toBeGreaterThanOrEqual(leastMs);
  if (name === 'body-drip') expect(await bytesOf(await get())).toEqual(original);
  else expect(await drip()).toBeGreaterThanOrEqual(leastMs);
});

test('no-ranges and no-length: a range is answered with the whole file, with and without its length', async () => {
  for (const [name, length] of [
    ['no-ranges', String(original.length)],
    ['no-length', null],
  ] as const) {
    const { get } = await resultWith(name);
    const response = await get('10-19');
    const { headers, status } = response;
    expect([status, headers.get('content-length'), headers.get('accept-ranges')]).toEqual([200, length, null]);
    expect(await bytesOf(response)).toEqual(original);
  }
});

test('no-etag, weak-etag, wrong-content-type: the file is right, what is told of it is not', async () => {
  const told = async (name: ResultFaultName) => {
    const response = await (await resultWith(name)).get();
    expect(await bytesOf(response)).toEqual(original);
    return [response.headers.get('etag')?.slice(0, 3), response.headers.get('content-type')];
  };
  expect(await told('no-etag')).toEqual([undefined, 'video/mp4']);
  expect(await told('weak-etag')).toEqual(['W/"', 'video/mp4']);
  expect(await told('wrong-content-type')).toEqual(['"ta', 'text/plain']);
});

test('oversized and endless: more comes than any disk holds, with and without a length', async () => {
  for (const [name, length] of [
    ['oversized', String(2 ** 50 + original.length)],
    ['endless', null],
  ] as const) {
    const { first } = await resultWith(name);
    const giveUp = new AbortController();
    const response = await fetch(first, { signal: giveUp.signal });
    expect(response.headers.get('content-length')).toBe(length);
    let bytes = 0;
    for await (const chunk of response.body!) {
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > original.length + 4 * 1024 * 1024) break;
    }
    giveUp.abort();
    expect(bytes).toBeGreaterThan(original.length + 4 * 1024 * 1024);
  }
});

test.each([
  ['file-changes', 'another', 0],
  ['file-changes-length', 'none', 8],
  ['file-changes-same-etag', 'same', 8],
  ['file-changes-unseen', 'none', 0],
] as const)(
  '%s: after the first read the file is another, its mark is %s, %i bytes are added',
  async (name, mark, more) => {
    const { get } = await resultWith(name);
    const before = await get('0-9');
    const after = await get();
    const [etag, laterEtag] = [before, after].map(({ headers }) => headers.get('etag'));
    expect(laterEtag === null ? 'none' : laterEtag === etag ? 'same' : 'another').toBe(mark);
    expect(before.headers.get('content-range')).toBe(`bytes 0-9/${original.length}`);
    const bytes = await bytesOf(after);
    expect(bytes.length).toBe(original.length + more);
    expect(bytes.subarray(0, original.length - 8)).toEqual(original.subarray(0, -8));
    expect(bytes).not.toEqual(original);
  },
);

test.each([
  ['html-instead', '<!doctype html>'],
  ['html-at-first', '<!doctype html>'],
  ['random-bytes', undefined],
  ['half-file', original.subarray(0, 12).toString('latin1')],
  ['empty-file', ''],
] as const)('%s: calls itself a video, and is none', async (name, beginning) => {
  const { get } = await resultWith(name);
  const response = await get();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  const bytes = await bytesOf(response);
  expect(bytes.length).toBe(Number(response.headers.get('content-length')));
  if (beginning !== undefined) expect(bytes.toString('latin1').startsWith(beginning)).toBe(true);
  expect(bytes).not.toEqual(original);
  await get();
  expect((await bytesOf(await get())).equals(original)).toBe(name === 'html-at-first');
});

test.each([
  ['half-file', Infinity, true],
  ['half-file-at-first', 4, true],
  ['half-file-no-length', Infinity, false],
  ['half-file-no-length-at-first', 2, false],
] as const)('%s: %d reads give half a file, its length told: %s', async (name, halfReads, told) => {
  const { get } = await resultWith(name);
  for (let reads = 1; reads <= Math.min(halfReads, 6); reads += 1) {
    const response = await get('0-9');
    expect(response.headers.has('content-length')).toBe(told);
    const bytes = await bytesOf(response);
    if (told) expect(response.headers.get('content-range')).toBe(`bytes 0-9/${Math.floor(original.length / 2)}`);
    else expect(bytes.equals(original.subarray(0, Math.floor(original.length / 2)))).toBe(true);
  }
  const last = await bytesOf(await get());
  expect(last.equals(original)).toBe(halfReads !== Infinity);
});

test('every fault of results is tried here or where videos are made', () => {
  const clips = ['shorter', 'shorter-billed-in-full', 'longer', 'smaller', 'silent'];
  expect([...tried, ...clips].toSorted()).toEqual(Object.keys(faultGroups.result).toSorted());
});
