import { Runtime } from '@temporalio/worker';
import { checkFfmpeg } from './film/check-ffmpeg.js';
import type { Ffmpeg } from './film/ffmpeg.js';

/** Says in the worker's log what will not work where ffmpeg can't be used. All else does. */
export async function warnWithoutFfmpeg(ffmpeg: Ffmpeg): Promise<void> {
  const reason = await checkFfmpeg(ffmpeg);
  if (reason === undefined) return;
  Runtime.instance().logger.warn(
    'storyboards can neither be made into films nor go on from a last frame here: they wait for a worker with ffmpeg',
    { reason, remedy: 'install ffmpeg, or name it in REELWORK_FFMPEG and REELWORK_FFPROBE' },
  );
}
