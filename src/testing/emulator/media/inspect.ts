import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isLoopbackHost } from './loopback.js';
import { run, type Ffmpeg } from './ffmpeg.js';

/** What is known of an input file. `unseen`: it is on another host, or there is no ffprobe. */
export type Inspected =
  | { readonly state: 'unseen' }
  | { readonly state: 'unreadable'; readonly why: string }
  | ({ readonly state: 'seen' } & MediaFacts);

export interface MediaFacts {
  readonly bytes: number;
  /** ffprobe's names of the container, several of them comma-separated. */
  readonly container: string;
  readonly codec: string;
  readonly pixelFormat: string | undefined;
  /** 0 where there is no picture. */
  readonly width: number;
  readonly height: number;
  /** 0 where the file has no length of its own. */
  readonly seconds: number;
}

export interface InspectOptions {
  readonly ffmpeg: Ffmpeg | undefined;
  /** Where files are put while they are looked at. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** More than any gateway takes; larger files are not read to their end. */
const largestBytes = 128 * 1024 * 1024;

const probed = z.object({
  streams: z
    .array(
      z.object({
        codec_name: z.string(),
        pix_fmt: z.string().optional(),
        width: z.number().optional(),
        height: z.number().optional(),
      }),
    )
    .min(1),
  format: z.object({ format_name: z.string(), duration: z.coerce.number().optional() }),
});

/** Looks at an input file, which it fetches only from this machine: nothing else is ever asked for the caller's media. */
export async function inspect(url: string, { ffmpeg, folder, signal }: InspectOptions): Promise<Inspected> {
  if (ffmpeg === undefined || !isLoopbackHost(new URL(url).hostname)) return { state: 'unseen' };
  const file = join(folder, `input-${randomUUID()}`);
  try {
    const bytes = await fetchWhole(url, signal);
    await writeFile(file, bytes);
    const json = await run(
      ffmpeg.ffprobePath,
      ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', file],
      signal,
    );
    const { streams, format } = probed.parse(JSON.parse(json));
    const main = streams.find(({ width }) => width !== undefined) ?? streams[0]!;
    return {
      state: 'seen',
      bytes: bytes.byteLength,
      container: format.format_name,
      codec: main.codec_name,
      pixelFormat: main.pix_fmt,
      width: main.width ?? 0,
      height: main.height ?? 0,
      seconds: format.duration ?? 0,
    };
  } catch (error) {
    return { state: 'unreadable', why: error instanceof InputError ? error.message : 'it is not a media file' };
  } finally {
    await rm(file, { force: true });
  }
}

class InputError extends Error {}

async function fetchWhole(url: string, signal: AbortSignal): Promise<Buffer> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
  }).catch(() => {
    throw new InputError('it could not be fetched');
  });
  if (!response.ok || response.body === null) throw new InputError(`fetching it was answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > largestBytes) throw new InputError('it is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
