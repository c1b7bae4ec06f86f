import * as fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32FromBase64, crc32ToBase64, joinCrc32 } from '../../src/storage/crc32.js';
import { maxParts, partBytesFor, rangeOfPart } from '../../src/storage/part-plan.js';
import { createPartReader } from '../../src/storage/part-reader.js';
import type { VideoSource } from '../../src/storage/video-source.js';
import { videoBytes } from '../helpers/video-server.js';

test('the parts of a file of any size cover it once, without a gap, and S3 takes that many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 * 1024 ** 4 }), (bytes) => {
      const partBytes = partBytesFor(bytes);
      const count = Math.ceil(bytes / partBytes);
      expect(count).toBeLessThanOrEqual(maxParts);
      expect(partBytes).toBeGreaterThanOrEqual(5 * 1024 ** 2);
      expect(rangeOfPart(1, partBytes, bytes).from).toBe(0);
      expect(rangeOfPart(count, partBytes, bytes).to).toBe(bytes);
      const some = fc.sample(fc.integer({ min: 1, max: count }), 5);
      for (const n of some) {
        const { from, to } = rangeOfPart(n, partBytes, bytes);
        expect(to).toBeGreaterThan(from);
        if (n < count) expect(rangeOfPart(n + 1, partBytes, bytes).from).toBe(to);
      }
    }),
  );
});

test('checksums of neighbours join to the checksum of both', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), fc.uint8Array({ maxLength: 4000 }), (first, second) => {
      const joined = joinCrc32(crc32(first), crc32(second), second.length);
      expect(joined).toBe(crc32(Buffer.concat([first, second])));
      expect(crc32FromBase64(crc32ToBase64(joined))).toBe(joined);
    }),
  );
});

test('whatever the chunks and whether the length is known, a source is read into its own bytes', async () => {
  const cases = fc.record({
    bytes: fc.integer({ min: 1, max: 3000 }),
    partBytes: fc.integer({ min: 1, max: 1000 }),
    chunkBytes: fc.integer({ min: 1, max: 700 }),
    kind: fc.constantFrom('ranges', 'stream', 'stream of unknown length'),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ bytes, partBytes, chunkBytes, kind }) => {
      const file = videoBytes(0, bytes);
      const source: VideoSource = {
        bytes: kind === 'stream of unknown length' ? undefined : bytes,
        version: undefined,
        ranges: kind === 'ranges',
        async *read({ from, to } = { from: 0, to: bytes }) {
          for (let at = from; at < to; at += chunkBytes) yield file.subarray(at, Math.min(at + chunkBytes, to));
        },
      };
      const chunks: Buffer[] = [];
      const reader = createPartReader({ source, partBytes, onChunk: (chunk) => chunks.push(Buffer.from(chunk)) });
      const parts: Buffer[] = [];
      for (let n = 1, last = false; !last; n += 1) {
        const part = await reader.read(n).whole;
        parts.push(Buffer.from(part.body));
        last = part.last;
      }
      expect(Buffer.concat(parts)).toEqual(file);
      expect(Buffer.concat(chunks)).toEqual(file);
      expect(parts).toHaveLength(Math.ceil(bytes / partBytes));
    }),
  );
});
