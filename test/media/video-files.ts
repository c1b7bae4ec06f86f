import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RandomAccess } from '../../src/media/random-access.js';

const execute = promisify(execFile);

export interface Recipe {
  /** @default '320x180' */
  readonly size?: string;
  /** @default 2 */
  readonly seconds?: number;
  /** Frames per second. @default 24 */
  readonly rate?: number;
  /** @default none */
  readonly sound?: readonly string[];
  /** @default H.264, with its index at the end */
  readonly encode?: readonly string[];
  /** Further options of ffmpeg for the file. */
  readonly file?: readonly string[];
}

/** Makes a real video with ffmpeg. */
export async function makeVideo(recipe: Recipe = {}): Promise<Buffer> {
  const {
    size = '320x180',
    seconds = 2,
    rate = 24,
    sound,
    encode = ['-c:v', 'libx264', '-bf', '2'],
    file = [],
  } = recipe;
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-video-'));
  try {
    const path = join(folder, 'video.mp4');
    const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`];
    const tone = sound && ['-f', 'lavfi', '-i', `sine=duration=${seconds}`, ...sound];
    const pixels = ['-pix_fmt', 'yuv420p'];
    await execute('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      ...picture,
      ...(tone ?? []),
      ...encode,
      ...pixels,
      ...file,
      path,
    ]);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bytes as a file of which parts can be read, and which parts were. */
export function asFile(bytes: Buffer, totalBytes = bytes.length) {
  const reads: { readonly from: number; readonly to: number }[] = [];
  const file: RandomAccess = {
    bytes: totalBytes,
    async *read({ from, to }) {
      reads.push({ from, to });
      const part = Buffer.alloc(to - from);
      bytes.copy(part, 0, from, to);
      yield part.subarray(0, 1);
      yield part.subarray(1);
    },
  };
  return { ...file, reads, bytesRead: () => reads.reduce((sum, { from, to }) => sum + to - from, 0) };
}

/** A box of an MP4 file, with its size in front. */
export function box(type: string, ...content: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as Buffer)));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

export const uint32 = (...values: readonly number[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    }),
  );
