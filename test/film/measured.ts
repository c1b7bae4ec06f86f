import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Of the films that these tests make. */
const framesPerSecond = 24;

/** Of a frame: what no bars cover. */
const middle = 'crop=iw/8:ih/8';

/** Runs ffmpeg or ffprobe, and gives what it writes. */
export async function output(program: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<Buffer> {
  const started = program === 'ffmpeg' ? ['-nostdin', '-y'] : [];
  const { stdout } = await execute(program, ['-v', 'error', ...started, ...args], {
    encoding: 'buffer',
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

/** What ffprobe knows of a file. */
export async function probed(path: string) {
  const said = await output('ffprobe', ['-show_streams', '-show_format', '-count_packets', '-of', 'json', path]);
  const { streams, format } = JSON.parse(said.toString());
  const of = (kind: string) => streams.find((stream: { codec_type: string }) => stream.codec_type === kind);
  return { seconds: Number(format.duration), picture: of('video'), sound: of('audio'), subtitles: of('subtitle') };
}

/** How bright each frame is, 0 to 255; of a part of it where `crop` says which. */
export const brightness = async (path: string, crop = 'crop=iw:ih'): Promise<Uint8Array> =>
  output('ffmpeg', ['-i', path, '-vf', `${crop},scale=1:1:flags=area,format=gray`, '-f', 'rawvideo', '-']);

/** The brightest pixel of each frame's part. */
export async function brightest(path: string, crop: string, frames: number): Promise<number> {
  const pixels = await output('ffmpeg', ['-i', path, '-vf', `${crop},format=gray`, '-f', 'rawvideo', '-']);
  const each = pixels.length / frames;
  return Math.min(
    ...Array.from({ length: frames }, (_n, frame) => Math.max(...pixels.subarray(frame * each, (frame + 1) * each))),
  );
}

/** The sound in one channel at 48 kHz, each sample from -1 to 1. */
export async function samples(path: string): Promise<Float32Array> {
  const bytes = await output('ffmpeg', [
    '-i',
    path,
    '-map',
    '0:a:0',
    '-af',
    'pan=mono|c0=c0',
    '-ar',
    '48000',
    '-f',
    'f32le',
    '-',
  ]);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/** When it becomes bright, in seconds. */
export const flashes = async (path: string): Promise<readonly number[]> => {
  const frames = await brightness(path, middle);
  const isBright = (frame: number) => (frames[frame] ?? 0) > 128;
  return [...frames.keys()]
    .filter((frame) => isBright(frame) && !isBright(frame - 1))
    .map((frame) => frame / framesPerSecond);
};

/** When it becomes loud after it was quiet for a tenth of a second, in seconds. */
export async function beeps(path: string): Promise<readonly number[]> {
  const found: number[] = [];
  let loudAt = -Infinity;
  for (const [at, sample] of (await samples(path)).entries()) {
    if (Math.abs(sample) < 0.25) continue;
    if (at - loudAt > 4800) found.push(at / 48_000);
    loudAt = at;
  }
  return found;
}

/** How loud a stretch of a sound is on average: its root mean square. */
export function levelOf(sound: Float32Array, from: number, to: number): number {
  const part = sound.subarray(Math.round(from * 48_000), Math.round(to * 48_000));
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
}

/** LUFS, by the standard's own measure. */
export async function loudness(path: string): Promise<number> {
  const { stderr } = await execute('ffmpeg', [
    '-nostdin',
    '-i',
    path,
    '-map',
    '0:a:0',
    '-af',
    'ebur128',
    '-f',
    'null',
    '-',
  ]);
  return Number(/I:\s*(-?[\d.]+) LUFS[^]*?$/.exec(stderr.slice(stderr.lastIndexOf('Integrated loudness')))?.[1]);
}
