import { runProgram, type ProgramOutput } from './run-program.js';

/** Where ffmpeg's two programs are: a path, or a name on `PATH`. */
export interface Ffmpeg {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

/** Both programs as they are found on `PATH`. */
export const ffmpegOnPath: Ffmpeg = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };

/** What runs ffmpeg in one folder until it is cancelled. */
export interface FfmpegRuns {
  readonly ffmpeg: Ffmpeg;
  /** Where the files are that commands name. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const quiet = ['-hide_banner', '-nostdin', '-nostats'];

/** Where ffmpeg tells how far it is: on stdout, several lines at a time. */
const progress = ['-progress', 'pipe:1', '-stats_period', '1'];

/** Runs ffmpeg. `onFrame` is told, about once a second, how many frames have been written. */
export function runFfmpeg(
  { ffmpeg, folder, signal }: FfmpegRuns,
  args: readonly string[],
  onFrame?: (frames: number) => void,
): Promise<ProgramOutput> {
  const started = [...quiet, '-v', 'error', '-y', ...(onFrame === undefined ? [] : progress), ...args];
  const onLine = (line: string) => {
    const [, frames] = /^frame=\s*(\d+)/.exec(line) ?? [];
    if (frames !== undefined) onFrame?.(Number(frames));
  };
  return runProgram({ program: ffmpeg.ffmpegPath, args: started, folder, signal, onLine });
}

/** Runs ffmpeg for what its filters say of the files. */
export const measureWithFfmpeg = async (
  { ffmpeg, folder, signal }: FfmpegRuns,
  args: readonly string[],
): Promise<string> =>
  (await runProgram({ program: ffmpeg.ffmpegPath, args: [...quiet, '-v', 'info', ...args], folder, signal })).stderr;

/** Runs ffprobe, and reads the JSON that it prints. */
export async function runFfprobe({ ffmpeg, folder, signal }: FfmpegRuns, args: readonly string[]): Promise<unknown> {
  const printed = ['-v', 'error', '-of', 'json', ...args];
  return JSON.parse((await runProgram({ program: ffmpeg.ffprobePath, args: printed, folder, signal })).stdout);
}

/** A file of somebody else's may be anything: it is read as one of these, and leads nowhere else. */
const readAs = (formats: string) => ['-protocol_whitelist', 'file', '-format_whitelist', formats];

/** How a file that should be a video is opened: whatever else it may look like. */
export const asVideo: readonly string[] = readAs('mov,mp4,m4a,3gp,3g2,mj2');
/** The same of music and voices. */
export const asSound: readonly string[] = readAs('mov,mp4,m4a,3gp,3g2,mj2,mp3,wav,flac,ogg,aac,aiff,matroska,webm');
