import { output } from './measured.js';

/** What a clip looks and sounds like. */
export interface ClipRecipe {
  /** @default '320x180' */
  readonly size?: string;
  /** @default 24 */
  readonly rate?: number | string;
  /** @default 24 */
  readonly frames?: number;
  /** ffmpeg's name of the picture's colour. @default 'black' */
  readonly colour?: string;
  /** The frame, from 0, with which two white ones begin, and when a beep does. */
  readonly flashAt?: number;
  /** A tone for all of the clip, this loud, 0 to 1. */
  readonly tone?: number;
  /** @default with sound */
  readonly silent?: boolean;
  /** How long the sound is, in seconds. @default as long as the picture */
  readonly soundSeconds?: number;
  /** @default 'yuv420p', which has even sides only */
  readonly pixelFormat?: string;
  /** Options of the encoders. @default H.264 as gateways deliver it, AAC in one channel */
  readonly encode?: readonly string[];
  /** Further filters of the picture. */
  readonly filters?: readonly string[];
}

const defaultEncode = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-c:a', 'aac', '-ac', '1', '-ar', '44100'];

/** Makes a clip with ffmpeg. */
export async function makeClip(path: string, recipe: ClipRecipe = {}): Promise<void> {
  const { size = '320x180', rate = 24, frames = 24, colour = 'black', flashAt, tone = 0, silent = false } = recipe;
  const [whole = 24, part = 1] = String(rate).split('/').map(Number);
  const seconds = (frames * part) / whole;
  const flash =
    flashAt === undefined ? [] : [`drawbox=t=fill:color=white:enable='between(n,${flashAt},${flashAt + 1})'`];
  const beepAt = ((flashAt ?? Infinity) * part) / whole;
  const beep = flashAt === undefined ? '0' : `between(t,${beepAt},${beepAt + 0.08})*0.9*sin(2*PI*1000*t)`;
  const heard = `aevalsrc=exprs='${beep}+${tone}*sin(2*PI*440*t)':s=48000:d=${recipe.soundSeconds ?? seconds}`;
  // A limit on the frames written would end the sound, too, wherever it is then.
  const filters = [`trim=end_frame=${frames}`, ...(recipe.filters ?? []), ...flash];
  const command = [
    ['-f', 'lavfi', '-i', `color=${colour}:size=${size}:rate=${rate},format=yuv444p`],
    silent ? [] : ['-f', 'lavfi', '-i', heard],
    ['-filter:v', filters.join(','), '-map', '0:v'],
    silent ? [] : ['-map', '1:a'],
    recipe.encode ?? defaultEncode,
    ['-pix_fmt', recipe.pixelFormat ?? 'yuv420p', path],
  ];
  await output('ffmpeg', command.flat());
}
