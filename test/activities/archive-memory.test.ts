import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ArchiveOrder } from '../../src/activities/archive-video.js';
import { startEmulator } from '../../src/testing/emulator/index.js';
import { startArchiver } from '../helpers/archive-in-child.js';
import { startS3 } from '../helpers/s3.js';
import { until } from '../helpers/until.js';
import { createGateway, textToVideo } from '../testing/emulator/emulators.js';
import { temporaryFolder } from '../testing/local-stack/helpers.js';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
/** The first transfers of a process load code and grow its heap, which is not what a large one is measured by. */
const warmUps = 5;
const clip = join(import.meta.dirname, '../../src/testing/emulator/clips/silent.mp4');

// Only Linux counts another process's memory where a test can read it.
test.runIf(process.platform === 'linux')(
  'archiving a video of 1 GiB takes at most 32 MiB of memory above the idle process',
  { timeout: 120_000 },
  async () => {
    const s3 = await startS3();
    onTestFinished(() => s3.stop());
    const resultFile = join(await temporaryFolder(), 'result.mp4');
    await copyFile(clip, resultFile);
    const emulator = await startEmulator({ resultFile, queueSeconds: 0, runSeconds: 0 });
    onTestFinished(() => emulator.close());
    const order = async () => orderOf(await finishedTask(emulator.url));

    const archiver = startArchiver({ s3, gatewayUrl: emulator.url });
    for (let count = 1; count <= warmUps; count += 1) {
      expect(await archiver.archive(`small-${count}`, await order())).toMatchObject({ state: 'stored' });
    }
    const idleBytes = Math.min(...(await samplesOf(archiver.residentBytes)));

    await truncate(resultFile, gibibyte);
    const largeOrder = await order();
    await archiver.forgetPeak();
    const outcome = await archiver.archive('large', largeOrder);
    const aboveIdleBytes = (await archiver.peakBytes()) - idleBytes;

    const object = join(s3.folder, 'generations/large/video.mp4');
    const sha256 = await sha256Of(resultFile);
    expect(outcome).toMatchObject({ state: 'stored', video: { bytes: gibibyte, sha256 } });
    expect((await stat(object)).size).toBe(gibibyte);
    expect(await sha256Of(object)).toBe(sha256);
    expect(aboveIdleBytes / mebibyte).toBeLessThanOrEqual(32);
  },
);

/** A paid task whose video is ready. */
async function finishedTask(gatewayUrl: string): Promise<string> {
  const gateway = createGateway(gatewayUrl);
  const { id } = (await gateway.submit(textToVideo)).json;
  await until(async () => (await gateway.task(id)).json.status === 'completed', 'a finished task');
  return id;
}

function orderOf(taskId: string): ArchiveOrder {
  const now = new Date().toISOString();
  return {
    model: 'evolink/wan2.6-text-to-video',
    requestedAt: now,
    submission: {
      state: 'accepted',
      n: 1,
      task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId },
      acceptedAt: now,
      expectedSeconds: 1,
      typicalSeconds: 1,
      callbackExpected: false,
      inLedger: true,
      cost: { amount: null, currency: 'EVOLINK_CREDIT', basis: 'unknown' },
    },
  };
}

async function samplesOf(read: () => Promise<number>): Promise<number[]> {
  const samples = [];
  for (let count = 0; count < 5; count += 1) {
    samples.push(await read());
    await sleep(20);
  }
  return samples;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
