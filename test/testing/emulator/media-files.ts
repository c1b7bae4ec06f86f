import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const execute = promisify(execFile);

/** What ffprobe says about a video's bytes. */
export async function probe(bytes: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-test-'));
  try {
    const path = join(folder, 'video.mp4');
    await writeFile(path, bytes);
    const { stdout } = await execute('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path]);
    const { streams, format } = JSON.parse(stdout);
    const picture = streams.find(({ codec_type }: { codec_type: string }) => codec_type === 'video');
    const sound = streams.find(({ codec_type }: { codec_type: string }) => codec_type === 'audio');
    return {
      size: `${picture.width}x${picture.height}`,
      codec: String(picture.codec_name),
      pixelFormat: String(picture.pix_fmt),
      seconds: Number(format.duration),
      pictureSeconds: Number(picture.duration),
      sound: sound === undefined ? undefined : String(sound.codec_name),
      soundSeconds: sound === undefined ? undefined : Number(sound.duration),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** MD5 of the decoded picture at a second of the video, as ffmpeg's framemd5 gives it. */
export async function pictureAt(bytes: Uint8Array, second: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-test-'));
  try {
    const path = join(folder, 'video.mp4');
    await writeFile(path, bytes);
    const args = ['-v', 'error', '-ss', String(second), '-i', path, '-frames:v', '1', '-an', '-f', 'md5', '-'];
    return (await execute('ffmpeg', args)).stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes files with ffmpeg and serves them on this machine; returns the address of each. `path` gives bytes as they are. */
export async function serveMedia(files: Readonly<Record<string, readonly string[] | string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-test-'));
  for (const [name, recipe] of Object.entries(files)) {
    if (typeof recipe === 'string') await writeFile(join(folder, name), recipe);
    else await execute('ffmpeg', ['-nostdin', '-v', 'error', ...recipe, join(folder, name)]);
  }
  const server = createServer((request, response) => {
    readFile(join(folder, (request.url ?? '').slice(1))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return (name: string) => `http://127.0.0.1:${address.port}/${name}`;
}
