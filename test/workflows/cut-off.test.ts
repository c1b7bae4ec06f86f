import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import type { FaultName } from '../../src/testing/emulator/index.js';
import { inState } from './in-state.js';
import { orderedYesterday } from './ordered-yesterday.js';
import { request, test } from './staged-test.js';

describe.concurrent('a file that the gateway cuts off', () => {
  test.for<FaultName>(['half-file-at-first', 'half-file-no-length-at-first'])(
    'at first (%s) is read again, until it is whole, and nothing is left of the other',
    async (fault, { stage, backends }) => {
      const { videos, emulator, keys } = await stage({ typicalSeconds: 1 });
      const run = await videos.start(fault, request(`[[fault:${fault}]]`));
      const { video } = await run.result();
      const { jobs, totals } = await emulator.truth();
      expect(jobs?.[0]?.result).toEqual({ bytes: video.bytes, sha256: video.sha256 });
      expect(video.key).toBe(keys.video(fault));
      expect(await Readable.from(backends.bucket.list(keys.cutOff(fault, 1))).toArray()).toEqual([]);
      expect(totals.acceptedJobs).toBe(1);
    },
  );

  test('for good leaves the run to a person once the gateway keeps it no longer; what there is of it is kept', async ({
    stage,
    backends: { bucket },
  }) => {
    // Pauses are shares of the typical time: the first one would reach beyond the end.
    const here = await stage({ typicalSeconds: 4000 });
    const { videos, emulator, keys } = here;
    const id = 'cut-off';
    const order = request('[[fault:half-file]]');
    const taskId = await orderedYesterday(here, bucket, { id, order });
    const run = await videos.start(id, order);

    const { note } = await inState(here, id, 'quarantined');
    const bytes = (await emulator.truth()).jobs?.[0]?.result?.bytes;
    const copy = `${keys.cutOff(id, 1)}${bytes}.mp4`;
    expect(note).toContain(
      `RESULT_INCOMPLETE: evolink ${taskId} has succeeded, but the file of ${bytes} bytes is cut off`,
    );
    expect(note).toContain(`s3://${bucket.name}/${copy}`);
    expect(note).toContain(`reelwork resolve ${id} --adopt ${taskId}`);
    expect(await bucket.head(keys.video(id))).toBeUndefined();
    expect(await bucket.head(keys.manifest(id))).toBeUndefined();
    expect((await buffer(bucket.read(copy))).byteLength).toBe(bytes);

    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'yes', taskId } });
    expect(await bucket.head(copy)).toBeDefined();
  });
});
