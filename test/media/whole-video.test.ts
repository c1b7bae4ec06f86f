import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CutOffVideo, wholeVideo } from '../../src/media/whole-video.js';
import { box, makeVideo, uint32, type Recipe } from './video-files.js';

const gibibyte = 1024 ** 3;

interface SourceOptions {
  readonly ranges?: boolean;
  readonly chunkBytes?: number;
}

/** A file as it comes from a gateway, and how often it was asked for bytes. */
function sourceOf(bytes: Buffer, { ranges = true, chunkBytes = 1000 }: SourceOptions = {}) {
  const reads: { readonly from: number; readonly to: number }[] = [];
  return {
    bytes: bytes.length,
    ranges,
    reads,
    async *read({ from, to } = { from: 0, to: bytes.length }) {
      reads.push({ from, to });
      for (let at = from; at < to; at += chunkBytes) yield bytes.subarray(at, Math.min(at + chunkBytes, to));
    },
  };
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read);
}

const seconds = 0.5;
const recipes: [string, Recipe][] = [
  ['with its index at the end', { seconds }],
  ['with its index in front', { seconds, file: ['-movflags', '+faststart'] }],
  ['in fragments', { seconds, file: ['-movflags', 'frag_keyframe+empty_moov', '-g', '3'] }],
];

describe.each(recipes)('a video %s', (_, recipe) => {
  test('is read as it is, in whatever chunks it comes', async () => {
    const bytes = await makeVideo(recipe);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 5, 8, 15, 100, 5000), fc.boolean(), async (chunkBytes, ranges) => {
        expect(await readAll(wholeVideo(sourceOf(bytes, { chunkBytes, ranges })).read())).toEqual(bytes);
      }),
      { numRuns: 12 },
    );
  });

  test('is found to be cut off wherever it is cut within its index or its pictures', async () => {
    const bytes = await makeVideo(recipe);
    // The end of a file in fragments is a table of them, which players do without.
    const needed = Math.max(bytes.lastIndexOf('mfra') - 4, 0) || bytes.length;
    // Between two fragments, a file could as well be over.
    const fragments = [...bytes.toString('latin1').matchAll(/moof/g)].map(({ index }) => index - 4);
    const mayBeItsEnd = (length: number) => fragments.slice(1).some((from) => length >= from && length < from + 8);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 8, max: needed - 1 }), fc.boolean(), async (length, ranges) => {
        fc.pre(!mayBeItsEnd(length));
        const cut = bytes.subarray(0, length);
        const failure = await readAll(wholeVideo(sourceOf(cut, { ranges })).read()).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(CutOffVideo);
        expect(failure).toMatchObject({ bytes: length });
      }),
      { numRuns: 50 },
    );
  });

  test('of which others have read the beginning is judged by its end and a few headers', async () => {
    const bytes = await makeVideo(recipe);
    const half = Math.floor(bytes.length / 2);
    const source = sourceOf(bytes);
    const end = await readAll(wholeVideo(source).read({ from: half, to: bytes.length }));
    expect(end).toEqual(bytes.subarray(half));
    for (const { from, to } of source.reads.slice(1)) expect(to - from).toBeLessThanOrEqual(16);

    const cut = sourceOf(bytes.subarray(0, half + 100));
    await expect(readAll(wholeVideo(cut).read({ from: half, to: half + 100 }))).rejects.toThrow(CutOffVideo);
  });
});

test('a cut-off video says what it lacks', async () => {
  const bytes = await makeVideo({ file: ['-movflags', '+faststart'] });
  const lack = (cut: Buffer) => readAll(wholeVideo(sourceOf(cut)).read()).catch(({ message }: Error) => message);
  expect(await lack(bytes.subarray(0, -1000))).toBe(
    `the file of ${bytes.length - 1000} bytes is cut off: it ends 1000 bytes too early`,
  );
  expect(await lack(bytes.subarray(0, bytes.indexOf('mdat') - 4))).toContain('it ends before its pictures');
  expect(await lack(bytes.subarray(0, 20))).toContain('it ends before its index');
});

test('a large file is known to be cut off before it is read', async () => {
  const start = Buffer.concat([
    box('ftyp', Buffer.from('isom')),
    Buffer.concat([uint32(1), Buffer.from('mdat'), uint32(0, gibibyte)]),
  ]);
  let bytesRead = 0;
  const source = {
    bytes: gibibyte,
    ranges: true,
    async *read({ from, to } = { from: 0, to: gibibyte }) {
      bytesRead += to - from;
      yield start.subarray(from, to);
    },
  };
  await expect(wholeVideo(source).assertWhole()).rejects.toThrow('it ends 12 bytes too early');
  expect(bytesRead).toBeLessThan(100);
});

describe('a file that is odd, but whole, is taken', () => {
  const film = [box('ftyp', Buffer.from('isom')), box('moov', Buffer.from('no sense')), box('mdat', Buffer.alloc(50))];
  test.each<[string, Buffer[]]>([
    ['whose index makes no sense', film],
    ['with an unknown box that announces more', [...film, uint32(1000), Buffer.from('junk')]],
    ['with a few bytes too many', [...film, Buffer.from('abc')]],
    ['with zeros behind it', [...film, Buffer.alloc(10_000)]],
    ['with nonsense behind it', [...film, uint32(3), Buffer.alloc(100, 'x')]],
    ['whose pictures go on to its end', [...film.slice(0, 2), uint32(0), Buffer.from('mdat'), Buffer.alloc(50)]],
    ['with an empty box at its end', [...film, box('free')]],
  ])('%s', async (_, pieces) => {
    const bytes = Buffer.concat(pieces);
    expect(await readAll(wholeVideo(sourceOf(bytes)).read())).toEqual(bytes);
  });
});

test('a hostile file with boxes without end costs few reads', async () => {
  const source = sourceOf(Buffer.alloc(80_000, box('free')), { chunkBytes: 80_000 });
  await expect(wholeVideo(source).assertWhole()).rejects.toThrow(CutOffVideo);
  expect(source.reads.length).toBeLessThanOrEqual(500);
});
