import { z } from 'zod';
import { asSound, type FfmpegRuns } from './ffmpeg.js';
import { probe, unreadable } from './probe.js';

const withSound = z.object({ streams: z.array(z.looseObject({})).min(1) });

/** Refuses a file in the folder that holds no sound, with `MEDIA_UNREADABLE`. `name` is what a person knows it by. */
export async function assertSound(runs: FfmpegRuns, file: string, name: string): Promise<void> {
  const asked = { file, name, kind: 'sound', args: [...asSound, '-select_streams', 'a', '-show_streams'] } as const;
  if (!withSound.safeParse(await probe(runs, asked)).success) throw unreadable(asked);
}
