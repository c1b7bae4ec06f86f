import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { describe, expect } from 'vitest';
import type { Own } from '../../src/testing/local-stack/services.js';
import { box, makeVideo } from '../media/video-files.js';
import { request, test } from './staged-test.js';

async function fileOf(own: Own, bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-delivery-'));
  own({ stop: () => rm(folder, { recursive: true }) });
  const path = join(folder, 'result.mp4');
  await writeFile(path, bytes);
  return path;
}

/** What the Temporal UI shows as the run's current details. */
async function detailsOf(client: Client, id: string): Promise<string> {
  const { currentDetails } = await client.workflow
    .getHandle(id)
    .query<{ readonly currentDetails?: string }>('__temporal_workflow_metadata');
  return currentDetails ?? '';
}

describe.concurrent('a delivery', () => {
  test('that falls short is stored, and says so in result, manifest, status and UI', async ({ stage, own }) => {
    const resultFile = await fileOf(own, await makeVideo({ seconds: 3, size: '640x360', sound: ['-c:a', 'aac'] }));
    const { videos, client, keys, stored } = await stage({ emulator: { resultFile } });
    const run = await videos.start('short', request());
    const result = await run.result();

    expect(result.video.media).toEqual({
      durationSeconds: 3,
      width: 640,
      height: 360,
      framesPerSecond: 24,
      videoCodec: 'avc1',
      soundCodec: 'mp4a',
    });
    expect(result.findings).toMatchObject([
      { code: 'SHORTER_THAN_ORDERED', orderedSeconds: 5, deliveredSeconds: 3 },
      { code: 'SMALLER_THAN_ORDERED', orderedPixels: 921_600, deliveredPixels: 230_400 },
      { code: 'BILLED_MORE_THAN_DELIVERED', billedSeconds: 5, deliveredSeconds: 3 },
    ]);
    expect(await stored(keys.manifest('short'))).toMatchObject({
      video: { media: result.video.media },
      findings: result.findings,
    });
    for (const { message } of result.findings ?? []) {
      expect((await run.status()).note).toContain(message);
      expect(await detailsOf(client, 'short')).toContain(message);
    }
  });

  test('that is as ordered has no findings, where the request leaves the length to its default, too', async ({
    stage,
    own,
  }) => {
    const resultFile = await fileOf(own, await makeVideo({ seconds: 5, size: '1280x720', rate: 8 }));
    const { videos } = await stage({ emulator: { resultFile } });
    const { model, prompt } = request();
    const run = await videos.start('whole', { model, prompt });
    expect(await run.result()).toMatchObject({
      findings: [],
      video: { media: { durationSeconds: 5, soundCodec: null } },
    });
    expect((await run.status()).note).toBeUndefined();
  });

  test('that can’t be read as a video is paid for, so it is stored as it came', async ({ stage, own, backends }) => {
    const pieces = [box('ftyp', Buffer.from('isom')), box('moov', randomBytes(500)), box('mdat', randomBytes(5000))];
    const bytes = Buffer.concat(pieces);
    const { videos, keys } = await stage({ emulator: { resultFile: await fileOf(own, bytes) } });
    const result = await (await videos.start('strange', request())).result();
    expect(result).toMatchObject({ state: 'stored', findings: [{ code: 'UNREADABLE' }] });
    expect(result.video).not.toHaveProperty('media');
    expect(await backends.bucket.head(keys.video('strange'))).toMatchObject({ bytes: bytes.length });
  });
});
