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
  const { stdout } = await execute(program, args, { signal, killSignal: 'SIGKILL', maxBuffer: 4 * 1024 * 1024 });
  return stdout;
}

/** Everything that making a video needs. */
const oneFrame = [
  ['-nostdin', '-v', 'error'],
  ['-f', 'lavfi', '-i', 'gradients=size=64x64:duration=0.1', '-f', 'lavfi', '-i', 'sine=duration=0.1'],
  ['-vf', 'drawtext=text=a', '-c:v', 'libx264', '-c:a', 'aac', '-f', 'null', '-'],
].flat();

/** The ffmpeg that was asked for; `auto` means the one on `PATH`, if it can do all that is needed. */
export async function chooseFfmpeg(choice: 'auto' | 'none' | Ffmpeg): Promise<Ffmpeg | undefined> {
  if (choice === 'none') return undefined;
  const ffmpeg = choice === 'auto' ? { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' } : choice;
  try {
    await tryOut(ffmpeg);
    return ffmpeg;
  } catch (error) {
    if (choice === 'auto') return undefined;
    throw error;
  }
}

async function tryOut({ ffmpegPath, ffprobePath }: Ffmpeg): Promise<void> {
  await Promise.all([run(ffmpegPath, oneFrame), run(ffprobePath, ['-version'])]);
}
