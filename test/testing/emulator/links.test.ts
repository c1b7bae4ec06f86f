import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { emulatorOnHand, textToVideo } from './emulators.js';
import type { EmulatorOptions } from '../../../src/testing/emulator/index.js';

async function finishedVideo(options: EmulatorOptions = {}) {
  const onHand = await emulatorOnHand(options);
  const id: string = (await onHand.gateway.submit(textToVideo)).json.id;
  await onHand.clock.advance(8_000);
  const readLink = async () => String((await onHand.gateway.task(id)).json.results[0]);
  return { ...onHand, id, readLink, link: await readLink() };
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('a result is a video with its length, and HEAD says the same without the bytes', async () => {
  const { link } = await finishedVideo();
  const whole = await fetch(link);
  const head = await fetch(link, { method: 'HEAD' });
  const bytes = await bytesOf(whole);
  expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
  for (const { status, headers } of [whole, head]) {
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('video/mp4');
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-length')).toBe(String(bytes.length));
    expect(headers.get('etag')).toMatch(/^".+"$/);
  }
  expect(await bytesOf(head)).toHaveLength(0);
});

test('a result can be read in parts that make up the whole', async () => {
  const { link, emulator } = await finishedVideo();
  const whole = await bytesOf(await fetch(link));
  const size = whole.length;
  const part = async (range: string) => {
    const response = await fetch(link, { headers: { range } });
    return [response.status, response.headers.get('content-range'), await bytesOf(response)];
  };
  expect(await part('bytes=0-99')).toEqual([206, `bytes 0-99/${size}`, whole.subarray(0, 100)]);
  expect(await part('bytes=100-')).toEqual([206, `bytes 100-${size - 1}/${size}`, whole.subarray(100)]);
  expect(await part('bytes=-10')).toEqual([206, `bytes ${size - 10}-${size - 1}/${size}`, whole.subarray(-10)]);
  expect(await part(`bytes=${size - 1}-${size + 5}`)).toEqual([
    206,
    `bytes ${size - 1}-${size - 1}/${size}`,
    whole.subarray(-1),
  ]);
  expect(await part(`bytes=${size}-`)).toEqual([416, `bytes */${size}`, Buffer.alloc(0)]);
  expect(await part('bytes=0-1,5-6')).toEqual([200, null, whole]);
  expect(await part('bytes=9-3')).toEqual([200, null, whole]);
  expect(emulator.bill().requests.linkReads).toBe(8);
});

test('If-Range gives the part only while the file is the one it was', async () => {
  const { link } = await finishedVideo();
  const etag = (await fetch(link, { method: 'HEAD' })).headers.get('etag')!;
  const statusFor = async (ifRange: string) => {
    const response = await fetch(link, { headers: { range: 'bytes=0-9', 'if-range': ifRange } });
    await response.arrayBuffer();
    return response.status;
  };
  expect(await statusFor(etag)).toBe(206);
  expect(await statusFor('"another"')).toBe(200);
});

test('a link works for 24 hours after completion and then never again', async () => {
  const { link, clock, readLink } = await finishedVideo();
  await clock.advance(24 * 60 * 60 * 1000 - 8_001);
  expect(await readLink()).toBe(link);
  expect((await fetch(link)).status).toBe(200);
  await clock.advance(8_001);
  expect((await fetch(link)).status).toBe(403);
  expect((await fetch(link, { method: 'HEAD' })).status).toBe(403);
  expect(await readLink()).toBe(link);
});

test('links can be renewed by reading the task again', async () => {
  const { link, clock, readLink } = await finishedVideo({ links: 'renewed' });
  await clock.advance(25 * 60 * 60 * 1000);
  const renewed = await readLink();
  expect(renewed).not.toBe(link);
  expect((await fetch(link)).status).toBe(403);
  expect((await fetch(renewed)).status).toBe(200);
});

test('a link that was changed is refused', async () => {
  const { link } = await finishedVideo();
  const later = link.replace(/expires=(\d+)/, (_, expires: string) => `expires=${Number(expires) + 1}`);
  const unsigned = link.replace(/&signature=.*/, '');
  for (const forged of [later, unsigned, `${unsigned}&signature=zz`, link.replace('video.mp4', 'other.mp4')]) {
    expect((await fetch(forged)).status).toBe(403);
  }
});

test('links begin with the address that clients use', async () => {
  const { link } = await finishedVideo({ publicUrl: 'http://gateway.example:8080/' });
  expect(link).toMatch(/^http:\/\/gateway\.example:8080\/files\//);
});

test('one given file can stand in for all results', async () => {
  const { link } = await finishedVideo({ resultFile: import.meta.filename });
  expect(await bytesOf(await fetch(link))).toEqual(await readFile(import.meta.filename));
});
