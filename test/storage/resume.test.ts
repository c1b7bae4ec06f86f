import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bucket } from '../../src/storage/bucket.js';
import { storeVideo } from '../../src/storage/store-video.js';
import type { VideoSource } from '../../src/storage/video-source.js';
import { videoBytes } from '../helpers/video-server.js';
import { bucket, useBucket } from './bucket-of-tests.js';

const mebibyte = 1024 * 1024;

useBucket();

/** Where an attempt ends: after so many bytes from the source, or when S3 is to take the part of that number. */
type End = { readonly afterBytes: number } | { readonly atPart: number };

const cases = fc
  .record({ bytes: fc.integer({ min: 1, max: 26 * mebibyte }), partBytes: fc.integer({ min: 5 * mebibyte, max: 9e6 }) })
  .chain(({ bytes, partBytes }) =>
    fc.record({
      bytes: fc.constant(bytes),
      partBytes: fc.constant(partBytes),
      ends: fc.array(
        fc.oneof(
          fc.record({ afterBytes: fc.integer({ min: 0, max: bytes - 1 }) }),
          fc.record({ atPart: fc.integer({ min: 1, max: Math.ceil(bytes / partBytes) }) }),
        ),
        { maxLength: 4 },
      ),
    }),
  );

test('however attempts end, the object equals its source, and each end costs at most one part read again', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ({ bytes, partBytes, ends }) => {
      const key = `resumed-${(run += 1)}.mp4`;
      const file = videoBytes(0, bytes);
      const asked: number[] = [];
      const attempt = (end?: End) =>
        storeVideo({
          key,
          partBytes,
          bucket: end !== undefined && 'atPart' in end ? failingAt(end.atPart) : bucket,
          source: sourceOf(file, asked, end !== undefined && 'afterBytes' in end ? end.afterBytes : Infinity),
        });

      let failures = 0;
      for (const end of ends) await attempt(end).catch(() => (failures += 1));
      if ((await bucket.head(key)) === undefined) {
        expect(await attempt()).toMatchObject({ bytes, created: true });
        expect(asked.length).toBeLessThanOrEqual(Math.ceil(bytes / partBytes) + failures);
      }
      expect(await sha256Of(bucket.read(key))).toBe(createHash('sha256').update(file).digest('hex'));
      expect(await bucket.openUploads(key)).toEqual([]);
    }),
    { numRuns: 10 },
  );
}, 120_000);

const failingAt = (partNumber: number): Bucket => ({
  ...bucket,
  async uploadPart(upload, sent, options) {
    if (sent.partNumber !== partNumber) return bucket.uploadPart(upload, sent, options);
    await sent.part.whole;
    throw new Error('S3 is away');
  },
});

/** A file that is read in ranges, and fails once `left` bytes of it have been read. */
function sourceOf(file: Buffer, asked: number[], left: number): VideoSource {
  let bytesLeft = left;
  return {
    bytes: file.byteLength,
    version: 'one',
    ranges: true,
    async *read({ from, to } = { from: 0, to: file.byteLength }) {
      asked.push(from);
      for (let at = from; at < to; at += 300_000) {
        const chunk = file.subarray(at, Math.min(at + 300_000, to));
        bytesLeft -= chunk.byteLength;
        if (bytesLeft < 0) throw new Error('the connection is lost');
        yield chunk;
      }
    },
  };
}

async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
