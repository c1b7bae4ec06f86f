import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where ffmpeg's two programs are: a path, or a name on `PATH`. */
export interface Ffmpeg {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

const execute = promisify(execFile);

/** Runs a program to its end and returns what it printed; rejects with what it complained about. */
export async function run(program: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const { stdout } = await execute(program, args, { signal, maxBuffer: 4 * 1024 * 1024 });
  return stdout;
}

const oneFrame = [
  ['-nostdin', '-v', 'error'],
  ['-f', 'lavfi', '-i', 'gradients=size=64x64:duration=0.1', '-f', 'lavfi', '-i', 'sine=duration=0.1'],
  ['-vf', 'drawtext=text=a', '-c:v', 'libx264', '-c:a', 'aac', '-f', 'null', '-'],
].flat();

/** Tries everything that making a video needs, on one frame; rejects when something is missing. */
export async function tryFfmpeg({ ffmpegPath, ffprobePath }: Ffmpeg): Promise<void> {
  await Promise.all([run(ffmpegPath, oneFrame), run(ffprobePath, ['-version'])]);
}

/** The ffmpeg on `PATH`, if there is one that can do all that is needed. */
export async function findFfmpeg(): Promise<Ffmpeg | undefined> {
  const onPath: Ffmpeg = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
  return tryFfmpeg(onPath).then(
    () => onPath,
    () => undefined,
  );
}
