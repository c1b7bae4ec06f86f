import { createHash } from 'node:crypto';
import { createObjectKeys } from '../domain/object-keys.js';
import type { GenerationRequestInput } from '../domain/requests/index.js';
import type { Bucket } from '../storage/bucket.js';
import type { Emulator } from '../testing/emulator/index.js';

interface DemoOrder {
  readonly id: string;
  readonly request: GenerationRequestInput;
}

/** One request for each kind of model. Their inputs are put into the bucket first, as a user's would be. */
export async function demoRequests(emulator: Emulator, bucket: Bucket): Promise<readonly DemoOrder[]> {
  const image = await putInput(emulator.sample('image.png'), bucket, 'png', 'image/png');
  const reference = await putInput(emulator.sample('reference-3s.mp4'), bucket, 'mp4', 'video/mp4');
  // A demo on a Temporal that is kept should not join the videos of an earlier one.
  const day = new Date().toISOString().replace(/[-:]|\..*/g, '');
  return [
    {
      id: `demo-${day}-text`,
      request: {
        model: 'evolink/wan2.6-text-to-video',
        prompt: 'A cat playing piano',
        durationSeconds: 5,
        resolution: '720p',
        aspectRatio: '16:9',
      },
    },
    {
      id: `demo-${day}-image`,
      request: {
        model: 'evolink/wan2.6-image-to-video',
        prompt: 'The picture comes to life',
        imageUrl: image,
        durationSeconds: 5,
        resolution: '720p',
      },
    },
    {
      id: `demo-${day}-reference`,
      request: {
        model: 'evolink/wan2.6-reference-video-flash',
        prompt: 'character1 dances',
        referenceVideoUrls: [reference],
        durationSeconds: 3,
        resolution: '720p',
        aspectRatio: '9:16',
        generateAudio: true,
      },
    },
  ];
}

async function putInput(url: string, bucket: Bucket, extension: string, contentType: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the emulator has no sample at ${url}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const key = createObjectKeys('').input(createHash('sha256').update(bytes).digest('hex'), extension);
  await bucket.create(key, bytes, { contentType });
  return `s3://${bucket.name}/${key}`;
}
