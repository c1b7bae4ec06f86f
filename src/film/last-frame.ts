import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fitFrame, type FrameLimits, type FrameSize, type StoredFrame } from '../domain/last-frame.js';
import type { ClipFacts } from './clip-facts.js';
import { asVideo, runFfmpeg, type FfmpegRuns } from './ffmpeg.js';
import { FilmError } from './film-error.js';
import { asImage, type ImagePixels } from './picture-filters.js';
import { probeClip } from './probe-clip.js';

/** A frame as an image. */
export interface FrameImage extends FrameSize {
  readonly format: StoredFrame['format'];
  readonly body: Buffer;
}

/** Where the last frame is looked for: so long before the picture's end, in seconds; failing that, everywhere. */
const lookBackSeconds = [0.5, Infinity];

/** A way to write an image. */
interface Encoding {
  readonly format: StoredFrame['format'];
  readonly pixels: ImagePixels;
  readonly file: string;
  readonly options: readonly string[];
}

const jpeg = (quality: string): Encoding => ({
  format: 'jpeg',
  pixels: 'yuvj420p',
  file: 'frame.jpg',
  options: ['-q:v', quality],
});

/** The next way is for images that the one before makes too large. ffmpeg's best JPEG is 2. */
const encodings: readonly Encoding[] = [
  { format: 'png', pixels: 'rgb24', file: 'frame.png', options: [] },
  jpeg('2'),
  jpeg('8'),
];

/** The very last frame that a video in the folder shows, as models take it. Fails with `FRAME_UNFIT` where none would. */
export async function lastFrame(runs: FfmpegRuns, video: string, limits: FrameLimits): Promise<FrameImage> {
  const facts = await probeClip(runs, video, 'the video');
  const { shown } = facts.picture;
  const size = fitFrame(shown, limits);
  const { minPixels, maxPixels, maxBytes } = limits;
  if (size === undefined) {
    const range = `${minPixels} to ${maxPixels} pixels wide and high`;
    throw new FilmError('FRAME_UNFIT', `a frame of ${shown.width} × ${shown.height} can’t be made ${range}`);
  }
  for (const encoding of encodings) {
    const body = await writeLast(runs, video, facts, size, encoding);
    if (body.byteLength <= maxBytes) return { format: encoding.format, body, ...size };
  }
  throw new FilmError('FRAME_UNFIT', `a frame of ${size.width} × ${size.height} has more than ${maxBytes} bytes`);
}

async function writeLast(
  runs: FfmpegRuns,
  video: string,
  { picture }: ClipFacts,
  size: FrameSize,
  { file, pixels, options }: Encoding,
): Promise<Buffer> {
  const path = join(runs.folder, file);
  await rm(path, { force: true });
  for (const seconds of lookBackSeconds) {
    const from = Math.max(0, picture.startsAt + picture.seconds - seconds);
    // Each frame replaces the one before; none is repeated or left out.
    const every = ['-map', '0:v:0', '-vsync', 'passthrough', '-vf', asImage(picture, size, pixels), '-update', '1'];
    await runFfmpeg(runs, ['-ss', from.toFixed(6), ...asVideo, '-i', video, ...every, ...options, file]);
    const body = await readFile(path).catch(() => undefined);
    if (body !== undefined) return body;
  }
  throw new FilmError('MEDIA_UNREADABLE', 'no frame of the video can be read');
}
