import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import type { FrameSize } from './frame-size.js';
import { run, type Ffmpeg } from './ffmpeg.js';
import { wrapTitle } from './title.js';

export interface Scene {
  readonly size: FrameSize;
  readonly seconds: number;
  readonly sound: boolean;
  /** Drawn large, in the middle. */
  readonly title: string;
  /** Drawn small, at the bottom; also decides the colours and the tone. */
  readonly caption: string;
}

const framesPerSecond = 24;

/** Makes a moving H.264 picture with a legible title, and a tone where sound is wanted. `path` appears when it is whole. */
export async function render(scene: Scene, path: string, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<void> {
  const titleFile = `${path}.title.txt`;
  const captionFile = `${path}.caption.txt`;
  const unfinished = `${path}.unfinished.mp4`;
  try {
    await Promise.all([writeFile(titleFile, wrapTitle(scene.title)), writeFile(captionFile, scene.caption)]);
    await run(ffmpeg.ffmpegPath, ffmpegArgs(scene, { titleFile, captionFile, unfinished }), signal);
    await rename(unfinished, path);
  } finally {
    await Promise.all([titleFile, captionFile, unfinished].map((file) => rm(file, { force: true })));
  }
}

interface Files {
  readonly titleFile: string;
  readonly captionFile: string;
  readonly unfinished: string;
}

function ffmpegArgs({ size, seconds, sound, caption }: Scene, files: Files): string[] {
  const digest = createHash('sha256').update(caption).digest();
  const colour = (at: number) =>
    `0x${Buffer.from(digest.subarray(at, at + 3).map((byte) => byte >> 1)).toString('hex')}`;
  // A small picture scaled up is many times faster than a gradient of full size, and looks the same.
  const gradient = `gradients=size=320x180:rate=${framesPerSecond}:speed=0.03:c0=${colour(0)}:c1=${colour(3)}:seed=${digest[6]}`;
  const titleSize = Math.round(Math.min(size.height / 18, size.width / 24));
  const titleBox = 'x=(w-text_w)/2:y=(h-text_h)/2:line_spacing=10:box=1:boxcolor=black@0.3:boxborderw=16';
  const picture = [
    `scale=${size.width}:${size.height}:flags=fast_bilinear,setsar=1`,
    drawtext(files.titleFile, `fontsize=${titleSize}:${titleBox}`),
    drawtext(files.captionFile, `fontsize=${Math.round(titleSize / 2)}:x=(w-text_w)/2:y=h-text_h-16`),
    'format=yuv420p',
  ];
  const tone = `sine=frequency=${220 + digest[7]!}:sample_rate=48000`;
  return [
    ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', gradient],
    sound ? ['-f', 'lavfi', '-i', tone, '-c:a', 'aac', '-b:a', '64k'] : [],
    ['-vf', picture.join(','), '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30'],
    ['-t', String(seconds), '-movflags', '+faststart', files.unfinished],
  ].flat();
}

const drawtext = (file: string, layout: string) =>
  `drawtext=textfile=${escaped(file)}:expansion=none:fontcolor=white:${layout}`;

/** A path as a value in a filter graph: escaped once for the option, once for the graph. */
const escaped = (path: string) => path.replace(/[\\':]/g, String.raw`\$&`).replace(/[\\'[\],;]/g, String.raw`\$&`);
