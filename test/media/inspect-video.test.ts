import { describe, expect, test } from 'vitest';
import { inspectVideo } from '../../src/media/inspect-video.js';
import { asFile, box, makeVideo, uint32, type Recipe } from './video-files.js';

const kibibyte = 1024;
const gibibyte = 1024 ** 3;

const plain = {
  durationSeconds: 2,
  width: 320,
  height: 180,
  framesPerSecond: 24,
  videoCodec: 'avc1',
  soundCodec: null,
};

test.each<[string, Recipe, object]>([
  ['with its index at the end', {}, {}],
  ['with its index in front', { file: ['-movflags', '+faststart'] }, {}],
  ['in fragments', { file: ['-movflags', 'frag_keyframe+empty_moov', '-g', '12'] }, {}],
  [
    'in fragments, with sound',
    { file: ['-movflags', 'frag_every_frame+empty_moov+default_base_moof'], sound: ['-c:a', 'aac'] },
    { soundCodec: 'mp4a' },
  ],
  ['that is short', { seconds: 0.5 }, { durationSeconds: 0.5 }],
  ['that is a frame longer', { seconds: 2 + 1 / 24 }, { durationSeconds: 2.042 }],
  ['at 30 frames a second, upright', { rate: 30, size: '180x320' }, { width: 180, height: 320, framesPerSecond: 30 }],
  ['with sound', { sound: ['-c:a', 'aac'] }, { soundCodec: 'mp4a' }],
  ['with Opus sound', { sound: ['-c:a', 'libopus'] }, { soundCodec: 'Opus' }],
  ['whose sound is longer', { sound: ['-af', 'apad=pad_dur=3', '-c:a', 'aac'] }, { soundCodec: 'mp4a' }],
  [
    'in H.265',
    { encode: ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-tag:v', 'hvc1'] },
    { videoCodec: 'hvc1' },
  ],
  [
    'in AV1',
    { encode: ['-c:v', 'libaom-av1', '-cpu-used', '8'], seconds: 0.25 },
    { videoCodec: 'av01', durationSeconds: 0.25 },
  ],
])('a video %s is read', { timeout: 30_000 }, async (_, recipe, differences) => {
  const file = asFile(await makeVideo(recipe));
  expect(await inspectVideo(file)).toEqual({ state: 'read', media: { ...plain, ...differences } });
});

test('a video that players turn by its own word is read as it is shown', async () => {
  const bytes = await makeVideo();
  const matrix = bytes.indexOf('tkhd') + 4 + 40;
  const turned = uint32(0, 0x10000, 0, 0xffff0000, 0, 0);
  turned.copy(bytes, matrix);
  expect(await inspectVideo(asFile(bytes))).toMatchObject({ media: { width: 180, height: 320 } });
});

test('a video of 1 GiB with its index at the end takes two small reads', async () => {
  const bytes = await makeVideo();
  const index = bytes.subarray(bytes.indexOf('moov') - 4);
  const start = box('ftyp', Buffer.from('isom'));
  const mdat = Buffer.concat([uint32(1), Buffer.from('mdat'), uint32(0, gibibyte)]);
  const reads: number[] = [];
  const inspected = await inspectVideo({
    bytes: start.length + gibibyte + index.length,
    async *read({ from, to }) {
      reads.push(to - from);
      const part = Buffer.alloc(to - from);
      const place = (piece: Buffer, at: number) => {
        if (at < to && at + piece.length > from) piece.copy(part, Math.max(0, at - from), Math.max(0, from - at));
      };
      place(start, 0);
      place(mdat, start.length);
      place(index, start.length + gibibyte);
      yield part;
    },
  });
  expect(inspected).toMatchObject({ state: 'read', media: plain });
  expect(reads).toHaveLength(2);
  expect(Math.max(...reads)).toBeLessThanOrEqual(64 * kibibyte);
});

describe('a file that is not whole', () => {
  test('is read where its index is there', async () => {
    const bytes = await makeVideo({ file: ['-movflags', '+faststart'] });
    const cut = bytes.subarray(0, bytes.length - 1000);
    expect(await inspectVideo(asFile(cut))).toEqual({ state: 'read', media: plain });
  });

  test('is unreadable without its index', async () => {
    const bytes = await makeVideo();
    const cut = bytes.subarray(0, bytes.indexOf('moov') - 500);
    expect(await inspectVideo(asFile(cut))).toEqual({ state: 'unreadable', reason: 'it has no index' });
  });

  test('is unreadable with half an index', async () => {
    const bytes = await makeVideo();
    const cut = bytes.subarray(0, bytes.indexOf('moov') + 300);
    expect(await inspectVideo(asFile(cut))).toMatchObject({ state: 'unreadable' });
  });

  test('is read as far as it goes when it comes in fragments', async () => {
    const bytes = await makeVideo({ file: ['-movflags', 'frag_keyframe+empty_moov', '-g', '12'] });
    const cut = bytes.subarray(0, bytes.lastIndexOf('moof') + 10);
    const inspected = await inspectVideo(asFile(cut));
    expect(inspected).toMatchObject({ state: 'read', media: { durationSeconds: 1.5 } });
  });
});

test.each<[string, Buffer]>([
  ['empty', Buffer.alloc(0)],
  ['text', Buffer.from('This is no video at all, but it is longer than a header.')],
  ['zeros', Buffer.alloc(100_000)],
  ['without an index', Buffer.concat([box('ftyp', Buffer.from('isom')), box('mdat', Buffer.alloc(1000))])],
  ['with an empty index', Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov')])],
  ['of boxes of no size', Buffer.concat([box('ftyp'), uint32(1), Buffer.from('moov'), uint32(0, 0)])],
])('a file that is %s is unreadable', async (_, bytes) => {
  expect(await inspectVideo(asFile(bytes))).toMatchObject({ state: 'unreadable' });
});

test('sound alone is no video', async () => {
  const bytes = await makeVideo({ sound: ['-map', '1:a', '-c:a', 'aac'] });
  expect(await inspectVideo(asFile(bytes))).toEqual({ state: 'unreadable', reason: 'it holds no picture' });
});

describe('a hostile file', () => {
  const track = (...table: Buffer[]) => box('moov', box('trak', box('mdia', box('minf', box('stbl', ...table)))));
  const endless = (type: string) => Buffer.concat([uint32(1), Buffer.from(type), uint32(0, 0)]);
  const nested = (depth: number) => {
    const bytes = Buffer.alloc(8 * depth);
    for (let level = 0; level < depth; level += 1) {
      bytes.writeUInt32BE(8 * (depth - level), 8 * level);
      bytes.write('moov', 8 * level + 4);
    }
    return bytes;
  };

  test.each<[string, Buffer]>([
    ['a box that never ends', box('moov', endless('free'))],
    ['a box that never ends, in a track', track(endless('free'))],
    ['a box that never ends, in one that is not looked into', box('moov', box('udta', endless('free')))],
    ['a codec that never ends', track(box('stsd', uint32(0, 0xffffffff), endless('avc1')))],
    ['billions of samples in a few bytes', box('moof', box('traf', box('trun', uint32(0, 0xffffffff))))],
    ['a table longer than its box', track(box('stts', uint32(0, 50_000)))],
    ['a table of millions', track(box('stts', uint32(0, 400_000), Buffer.alloc(3_200_000)))],
    ['boxes within boxes', nested(500_000)],
    ['a great many boxes', box('moov', Buffer.alloc(4_000_000, box('free')))],
    ['a great index', box('moov', box('free', Buffer.alloc(5_000_000)))],
    ['a great many great indexes', Buffer.alloc(60_000_000, box('moof', Buffer.alloc(1_000_000)))],
  ])('with %s ends as unreadable', async (_, bytes) => {
    const file = asFile(bytes);
    expect(await inspectVideo(file)).toMatchObject({ state: 'unreadable' });
    expect(file.bytesRead()).toBeLessThan(6_000_000);
  });

  test('with a great many boxes is not read to its end', async () => {
    const file = asFile(Buffer.alloc(100_000_000, box('free', Buffer.alloc(100_000))));
    expect(await inspectVideo(file)).toMatchObject({ state: 'unreadable' });
    expect(file.reads.length).toBeLessThanOrEqual(501);
  });

  test('never makes reading fail, whatever byte of its index is wrong', async () => {
    const bytes = await makeVideo({ sound: ['-c:a', 'aac'], seconds: 0.5 });
    const index = bytes.indexOf('moov') - 4;
    for (let at = index; at < bytes.length; at += 1) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const broken = Buffer.from(bytes);
        broken[at] = value;
        await inspectVideo(asFile(broken));
      }
    }
  });

  test('can’t put what it likes into the result', async () => {
    const bytes = await makeVideo();
    bytes.write('\u001b[2J', bytes.indexOf('avc1', bytes.indexOf('stsd')), 'latin1');
    expect(await inspectVideo(asFile(bytes))).toMatchObject({ media: { videoCodec: 'unknown' } });
  });
});

test('a store that gives more than it was asked for is not read to its end', async () => {
  const bytes = await makeVideo({ file: ['-movflags', '+faststart'] });
  let given = 0;
  const file = {
    bytes: gibibyte,
    async *read({ from }: { readonly from: number }) {
      for (given = 0; ; given += 1) yield given === 0 ? bytes.subarray(from) : Buffer.alloc(64 * kibibyte);
    },
  };
  expect(await inspectVideo(file)).toMatchObject({ state: 'read', media: plain });
  expect(given).toBeLessThan(3);
});

test('a store that gives less than it was asked for is a failure, not a finding', async () => {
  const file = asFile(await makeVideo());
  const short = { ...file, read: () => file.read({ from: 0, to: 100 }) };
  await expect(inspectVideo(short)).rejects.toThrow('only 100 of');
});

test('a file that can’t be reached is a failure, not a finding', async () => {
  const gone = {
    bytes: 1000,
    // oxlint-disable-next-line require-yield
    async *read() {
      throw new Error('the bucket is away');
    },
  };
  await expect(inspectVideo(gone)).rejects.toThrow('the bucket is away');
});
