import { tmpdir } from 'node:os';
import { messageOf } from '../domain/message-of.js';
import { runFfmpeg, runFfprobe, type Ffmpeg } from './ffmpeg.js';

/** Long enough for a busy machine, in milliseconds. */
const limitMs = 20_000;

/** Everything that a film needs: the encoders, the filters, a font. */
const oneFrame = [
  ['-f', 'lavfi', '-i', 'color=size=64x64:rate=8:duration=0.5', '-f', 'lavfi', '-i', 'sine=duration=0.5'],
  [
    '-vf',
    'drawtext=text=a,format=yuv420p',
    '-af',
    'alimiter=latency=1',
    '-c:v',
    'libx264',
    '-c:a',
    'aac',
    '-f',
    'null',
    '-',
  ],
].flat();

/** One that has been found to work is not tried again. */
const known = new Set<string>();

/** Why this ffmpeg can't make films; `undefined` where it can. */
export async function checkFfmpeg(ffmpeg: Ffmpeg): Promise<string | undefined> {
  const programs = JSON.stringify([ffmpeg.ffmpegPath, ffmpeg.ffprobePath]);
  if (known.has(programs)) return undefined;
  const runs = { ffmpeg, folder: tmpdir(), signal: AbortSignal.timeout(limitMs) };
  try {
    await Promise.all([runFfmpeg(runs, oneFrame), runFfprobe(runs, ['-show_program_version'])]);
    known.add(programs);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
