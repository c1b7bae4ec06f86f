import { join } from 'node:path';
import type { FilmClip } from '../domain/film.js';
import { FilmError } from './film-error.js';
import { names, type FilmJob } from './film-job.js';
import { keepFile } from './keep-file.js';
import type { KnownClip } from './plan-film.js';
import { probeClip } from './probe-clip.js';
import { sideBySide } from './side-by-side.js';

const clipsAtATime = 4;

/** How far a picture's length may be off what was said of it, in frames. */
const toleratedFrames = 1;

/** Brings all clips into the folder, each the very file that was ordered, and looks at them. */
export async function readClips(job: FilmJob): Promise<readonly KnownClip[]> {
  const { order, folder, open, onProgress } = job;
  let done = 0;
  const readClip = async (clip: FilmClip, index: number, signal: AbortSignal): Promise<KnownClip> => {
    const { shot, uri, caption } = clip;
    const { sha256 } = await keepFile(join(folder, names.clip(index)), await open(uri, signal), signal);
    if (sha256 !== clip.sha256) {
      throw new FilmError('MEDIA_CHANGED', `the video of shot ${shot} is another file than it was`);
    }
    const facts = await probeClip({ ...job, signal }, names.clip(index), `the video of shot ${shot}`);
    const { seconds, rate } = facts.picture;
    if (Math.abs(seconds - (clip.seconds ?? seconds)) > (toleratedFrames * rate.seconds) / rate.frames + 1e-3) {
      throw new FilmError('MEDIA_CHANGED', `the video of shot ${shot} lasts ${seconds} s, not ${clip.seconds} s`);
    }
    done += 1;
    onProgress('reading', done / order.clips.length);
    return { shot, caption, facts };
  };
  return sideBySide(order.clips, { atATime: clipsAtATime, signal: job.signal }, readClip);
}
