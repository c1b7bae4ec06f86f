import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../engine/failure.js';
import { producedSeconds, type Job, type ResultFile } from '../engine/job.js';
import type { Product } from '../engine/jobs.js';
import type { Order } from '../engine/order.js';
import { clipPath } from './clips.js';
import type { Ffmpeg } from './ffmpeg.js';
import { frameSize, frameSizeLike, scaled, type FrameSize } from './frame-size.js';
import { inspect, type Inspected } from './inspect.js';
import { createMemory } from './memory.js';
import { createGate } from './one-at-a-time.js';
import { render, type Scene } from './render.js';
import { messageOf } from '../../../domain/message-of.js';

/** The inputs of a job, looked at. */
export interface Inputs {
  readonly images: readonly Inspected[];
  readonly videos: readonly Inspected[];
  readonly audio: Inspected | undefined;
}

export interface VideoMakerOptions {
  /** Without it, bundled clips stand in for the results and inputs are not looked at. */
  readonly ffmpeg: Ffmpeg | undefined;
  /** One file that stands in for all results. */
  readonly resultFile: string | undefined;
  /** Where results are kept. */
  readonly folder: string;
  /** The length of an input video that cannot be looked at. */
  readonly assumedInputSeconds: number;
  /** Whether each job gets a video of its own, or all of one size, length and sound share one. */
  readonly rendering: 'each' | 'shared';
  readonly signal: AbortSignal;
  /** A gateway's own rules for inputs, where they can only be checked on the file. */
  readonly judge: (inputs: Inputs, order: Order) => Failure | undefined;
}

/** Makes the function that turns a running job into a file, one at a time. */
export function createVideoMaker(options: VideoMakerOptions) {
  const { ffmpeg, resultFile, folder, assumedInputSeconds, rendering, signal, judge } = options;
  const oneAtATime = createGate();
  const once = createMemory<ResultFile>();

  const see = (url: string) => inspect(url, { ffmpeg, folder, signal });

  async function look({ order }: Job): Promise<Inputs> {
    const [images, audio, videos] = await Promise.all([
      Promise.all(order.imageUrls.map(see)),
      order.audioUrl === undefined ? undefined : see(order.audioUrl),
      Promise.all(order.videoUrls.map(see)),
    ]);
    return { images, audio, videos };
  }

  async function file(job: Job, inputs: Inputs): Promise<ResultFile> {
    const sound = job.order.sound && job.faults.clip?.silent !== true;
    if (resultFile !== undefined) return fileAt(resultFile);
    if (ffmpeg === undefined) return fileAt(clipPath(sound ? 'withSound' : 'silent'));
    const { prompt: title, model } = job.order;
    const shape = { size: sizeOf(job, inputs), seconds: producedSeconds(job), sound };
    const make = (scene: Scene, name: string) => oneAtATime(() => renderTo(join(folder, name), scene, ffmpeg));
    if (rendering === 'each') return make({ ...shape, title, caption: `${model}  ${job.id}` }, `${job.id}.mp4`);
    const kind = `${shape.size.width}x${shape.size.height}-${shape.seconds}s-${sound ? 'sound' : 'silent'}`;
    return once(kind, () => make({ ...shape, title: kind, caption: kind }, `${kind}.mp4`));
  }

  async function renderTo(path: string, scene: Scene, tools: Ffmpeg): Promise<ResultFile> {
    await render(scene, path, tools, signal);
    return fileAt(path);
  }

  return async function makeVideo(job: Job): Promise<Product> {
    try {
      const inputs = await look(job);
      const failure = judge(inputs, job.order);
      if (failure !== undefined) return { state: 'failed', failure };
      const inputVideoSeconds = inputs.videos.map((video) =>
        video.state === 'seen' ? video.seconds : assumedInputSeconds,
      );
      return { state: 'made', file: await file(job, inputs), inputVideoSeconds };
    } catch (error) {
      const why = messageOf(error);
      return {
        state: 'failed',
        failure: { reason: 'provider', message: `The emulator could not make the video: ${why}` },
      };
    }
  };
}

const fileAt = async (path: string): Promise<ResultFile> => ({ path, bytes: (await stat(path)).size });

function sizeOf({ order, faults }: Job, { images: [image] }: Inputs): FrameSize {
  const { quality, aspectRatio } = order;
  const seen = image?.state === 'seen' ? image : { width: 16, height: 9 };
  const ordered = aspectRatio === 'as-image' ? frameSizeLike(quality, seen) : frameSize(quality, aspectRatio);
  return scaled(ordered, 1 / (faults.clip?.divisor ?? 1));
}
