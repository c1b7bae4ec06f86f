import { join } from 'node:path';
import { cancellationSignal } from '@temporalio/activity';
import { firstFrameLimits, type FrameSize, type LastFrameOrder, type StoredFrame } from '../domain/last-frame.js';
import { FilmError } from '../film/film-error.js';
import { keepFile } from '../film/keep-file.js';
import { lastFrame } from '../film/last-frame.js';
import { inWorkFolder } from '../film/work-folder.js';
import type { Metadata } from '../storage/bucket.js';
import type { ActivityDependencies } from './dependencies.js';
import { filmFailure } from './film-failure.js';
import { withHeartbeats } from './heartbeats.js';
import { mediaOpener } from './open-media.js';

type Dependencies = Pick<ActivityDependencies, 'bucket' | 'keys' | 'download' | 'ffmpeg'>;

const formats = ['png', 'jpeg'] as const;
const videoName = 'video.mp4';

const sizeName = 'reelwork-frame';
const toMetadata = ({ width, height }: FrameSize): Metadata => ({ [sizeName]: `${width}x${height}` });

function sizeIn(metadata: Metadata): FrameSize {
  const [width = 0, height = 0] = metadata[sizeName]?.split('x').map(Number) ?? [];
  return { width, height };
}

/**
 * The last frame of a stored video, in the bucket and as models take it. It is taken once: whoever asks again, in
 * whichever attempt, gets the very same object, so that a request that was made with it stays the same request.
 */
export const createTakeLastFrame = ({ bucket, keys, ffmpeg, ...dependencies }: Dependencies) =>
  async function takeLastFrame(order: LastFrameOrder): Promise<StoredFrame> {
    const { storyboard, video, limits = firstFrameLimits } = order;
    const keyOf = (format: StoredFrame['format']) => keys.films.frame(storyboard, video.sha256, format, limits);

    async function taken(): Promise<StoredFrame | undefined> {
      for (const format of formats) {
        const key = keyOf(format);
        const object = await bucket.head(key);
        if (object === undefined) continue;
        return { uri: `s3://${bucket.name}/${key}`, ...sizeIn(object.metadata), format, bytes: object.bytes };
      }
      return undefined;
    }

    async function take(folder: string): Promise<void> {
      const signal = cancellationSignal();
      const open = mediaOpener({ bucket, ...dependencies });
      const { sha256 } = await keepFile(join(folder, videoName), await open(video.uri, signal), signal);
      if (sha256 !== video.sha256) throw new FilmError('MEDIA_CHANGED', 'the video is another file than it was');
      const { format, body, ...size } = await lastFrame({ ffmpeg, folder, signal }, videoName, limits);
      await bucket.create(keyOf(format), body, { contentType: `image/${format}`, metadata: toMetadata(size), signal });
    }

    try {
      const before = await taken();
      if (before !== undefined) return before;
      await withHeartbeats(
        () => ({}),
        () => inWorkFolder(take),
      );
      const now = await taken();
      if (now === undefined) throw new Error('the frame was stored, and is gone');
      return now;
    } catch (error) {
      throw filmFailure(error);
    }
  };
