import { createHash, randomUUID } from 'node:crypto';
import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { FilmClip, FilmOrder, FilmSettings, StoredFilm } from '../../../src/domain/film.js';
import { parseS3Uri } from '../../../src/domain/s3-uri.js';
import { makeClip, type ClipRecipe } from '../../film/make-clip.js';
import { output, probed } from '../../film/measured.js';
import { s3 } from '../../helpers/own-s3.js';
import { temporaryFolder } from '../../testing/local-stack/helpers.js';
import { activitiesAt, type ActivitiesOptions } from '../activities.js';

/** Nobody is ordered from. */
const noGateway = 'http://127.0.0.1:9';

/** What makes films of clips of its own, in a real bucket and with a temporary folder of its own. */
export async function studio(options: ActivitiesOptions = {}) {
  const folder = await temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const prefix = `films-${randomUUID()}`;
  const worker = (others: ActivitiesOptions = {}) => activitiesAt(s3, noGateway, { prefix, ...options, ...others });
  const { bucket, keys } = worker();
  let files = 0;

  /** Puts a file that ffmpeg makes into the bucket. */
  async function store(path: string, contentType = 'video/mp4') {
    const body = await readFile(path);
    const key = `${prefix}/${(files += 1)}-${path.split('/').at(-1)}`;
    await bucket.create(key, body, { contentType });
    return { uri: `s3://${bucket.name}/${key}`, sha256: createHash('sha256').update(body).digest('hex') };
  }

  return {
    folder,
    bucket,
    keys,
    worker,
    store,

    /** A shot with its clip in the bucket. */
    async clip(recipe: ClipRecipe = {}, caption?: string): Promise<FilmClip & { readonly path: string }> {
      const shot = `shot-${(files += 1)}`;
      const path = join(folder, `${shot}.mp4`);
      await makeClip(path, recipe);
      const { picture } = await probed(path);
      return { shot, path, seconds: Number(picture.duration), caption, ...(await store(path)) };
    },

    /** Sound in the bucket, made by ffmpeg's options. */
    async sound(...args: readonly string[]): Promise<string> {
      const path = join(folder, `${randomUUID()}.wav`);
      await output('ffmpeg', [...args, path]);
      return (await store(path, 'audio/wav')).uri;
    },

    order: (clips: readonly FilmClip[], settings: FilmSettings = {}): FilmOrder => ({
      storyboard: 'harbour',
      title: 'The harbour at dawn',
      clips: clips.map(({ shot, uri, sha256, seconds, caption }) => ({ shot, uri, sha256, seconds, caption })),
      settings,
    }),

    make(order: FilmOrder, others: ActivitiesOptions = {}): Promise<StoredFilm> {
      const { activities, environment } = worker(others);
      const { makeFilm } = activities.film;
      return environment.run<[FilmOrder], StoredFilm, typeof makeFilm>(makeFilm, order);
    },

    /** An object of the bucket as a file of this machine. */
    async file(uri: string): Promise<string> {
      const path = join(folder, `${randomUUID()}-${uri.split('/').at(-1)}`);
      await writeFile(path, await toBuffer(bucket.read(parseS3Uri(uri)!.key)));
      return path;
    },

    beside: (film: StoredFilm, name: Parameters<typeof keys.films.film>[2]) =>
      `s3://${bucket.name}/${keys.films.film('harbour', film.digest, name)}`,
  };
}

async function toBuffer(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
