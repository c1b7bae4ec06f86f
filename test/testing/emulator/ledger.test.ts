import { Big } from 'big.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createManualClock, faultCatalogue, startEmulator } from '../../../src/testing/emulator/index.js';
import { createGateway, emulatorOnHand, imageToVideo, referenceVideo, textToVideo } from './emulators.js';

const videos = (count: number) => Array(count).fill('https://example.com/a.mp4');

test.each([
  ['text-to-video, 720p', textToVideo, '25.5', '25.5'],
  ['text-to-video, 1080p', { ...textToVideo, quality: '1080p', duration: 15 }, '127.755', '127.755'],
  ['image-to-video, 1080p', { ...imageToVideo, quality: '1080p', duration: 10 }, '85.17', '85.17'],
  ['a video that came out a second shorter', { ...textToVideo, prompt: '[[fault:shorter]]' }, '25.5', '20.4'],
  ['reference-to-video with sound', referenceVideo, '25.5', '25.5'],
  ['reference-to-video, silent', { ...referenceVideo, generate_audio: false }, '12.75', '12.75'],
  ['two reference videos', { ...referenceVideo, video_urls: videos(2) }, '25.5', '25.5'],
  [
    'three reference videos, 1080p',
    { ...referenceVideo, video_urls: videos(3), quality: '1080p' },
    '42.372075',
    '42.372075',
  ],
])('%s', async (_name, body, reserved, charged) => {
  const { emulator, clock, gateway } = await emulatorOnHand();
  const { json } = await gateway.submit(body);
  expect(json.usage.credits_reserved).toBe(Number(reserved));
  expect(emulator.bill().credits).toMatchObject({ reserved, spent: '0' });
  await clock.advance(8_000);
  expect((await gateway.task(json.id)).json.usage.credits_used).toBe(Number(charged));
  expect(emulator.bill({ perTask: true })).toMatchObject({
    credits: { available: new Big(10_000).minus(charged).toFixed(), reserved: '0', spent: charged },
    perTask: [{ id: json.id, state: 'completed', reserved, charged }],
  });
});

test('input videos are billed by their length, up to a share of five seconds', async () => {
  const { emulator, clock, gateway } = await emulatorOnHand({ assumedInputSeconds: 1 });
  await gateway.submit({ ...referenceVideo, video_urls: videos(1) });
  await gateway.submit({ ...referenceVideo, video_urls: videos(3) });
  await clock.advance(8_000);
  expect(emulator.bill({ perTask: true }).perTask).toMatchObject([
    { reserved: '25.5', charged: '15.3' },
    { reserved: '25.3725', charged: '20.4' },
  ]);
});

/** Nobody answers these until the clock has moved, or ever. */
const unanswered = ['submit-stall', 'accept-then-stall', 'accept-slowly', 'accept-after-callback'];

const order = fc.record({
  base: fc.constantFrom<object>(textToVideo, imageToVideo, referenceVideo),
  quality: fc.constantFrom('720p', '1080p'),
  duration: fc.constantFrom(2, 5, 10, 16),
  fault: fc.constantFrom('', ...Object.keys(faultCatalogue).filter((name) => !unanswered.includes(name))),
});
const steps = fc.array(fc.oneof(order, fc.nat({ max: 9_000 })), { minLength: 1, maxLength: 12 });

test('whatever is ordered and goes wrong, no credit appears or disappears, and only completed jobs are charged, or those that a fault charges', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const clock = createManualClock();
      const emulator = await startEmulator({ ffmpeg: 'none', clock, startingCredits: '150', concurrency: 2 });
      const gateway = createGateway(emulator.url);
      const total = () => {
        const { available, reserved, spent } = emulator.bill().credits;
        expect([available, reserved, spent].every((amount) => new Big(amount).gte(0))).toBe(true);
        return new Big(available).plus(reserved).plus(spent).toFixed();
      };
      try {
        for (const step of script) {
          if (typeof step === 'number') await clock.advance(step);
          else {
            const { base, fault, ...fields } = step;
            await gateway.submit({ ...base, ...fields, prompt: `[[fault:${fault}]]` }).catch(() => 'dropped');
          }
          expect(total()).toBe('150');
        }
        await clock.advance(1_000_000);
        const { perTask = [], credits, jobs, acceptedJobs } = emulator.bill({ perTask: true });
        const sumOf = (state: string, field: 'charged' | 'reserved') =>
          perTask
            .filter((task) => task.state === state)
            .reduce((sum, task) => sum.plus(task[field]), new Big(0))
            .toFixed();
        const { jobs: truths = [] } = await emulator.truth();
        const chargedByFault = truths.filter(({ faults }) => faults.includes('charged-although-failed'));
        const failed = chargedByFault.reduce((sum, { credits: { charged } }) => sum.plus(charged), new Big(0));
        expect(sumOf('failed', 'charged')).toBe(failed.toFixed());
        expect(credits.spent).toBe(failed.plus(sumOf('completed', 'charged')).toFixed());
        expect(credits.reserved).toBe(
          new Big(sumOf('running', 'reserved')).plus(sumOf('queued', 'reserved')).toFixed(),
        );
        expect(Object.values(jobs).reduce((sum, count) => sum + count)).toBe(acceptedJobs);
      } finally {
        await emulator.close();
      }
    }),
    { numRuns: 60 },
  );
});
