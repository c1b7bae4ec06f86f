import assert from 'node:assert/strict';
import { orderAsGiven } from '../../domain/ordered-video.js';
import type { BilledTask, OrderedTask } from '../emulator/bill.js';

/** That a gateway has understood a request as it was meant, in all that money and picture depend on. */
export function assertOrdered(request: object, task: BilledTask | undefined): void {
  assert.ok(task !== undefined, 'nothing was ordered');
  const { durationSeconds, resolution, aspectRatio, generateAudio, ...given } = orderAsGiven(request);
  const firstFrames = 'imageUrl' in request && request.imageUrl !== undefined ? 1 : 0;
  const asked: { readonly [Each in keyof OrderedTask]: OrderedTask[Each] | undefined } = {
    durationSeconds,
    resolution,
    aspectRatio: aspectRatio as OrderedTask['aspectRatio'] | undefined,
    sound: given.ownSound || generateAudio,
    ownSound: given.ownSound,
    // Those of a field with a name of its own are not counted.
    images: firstFrames + given.referenceImages || undefined,
    videos: given.referenceVideos || undefined,
  };
  for (const name of Object.keys(asked) as (keyof OrderedTask)[]) {
    const [meant, understood] = [asked[name], task.ordered[name]];
    assert.ok(
      meant === undefined || understood === meant,
      `${name}: ${meant} was asked for, ${understood} was ordered`,
    );
  }
}
