import { z } from 'zod';
import type { FilmFile, FilmFileName, FilmOrder, StoredFilm } from '../domain/film.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';

/** What a film is, what it was made of and what lies beside it. */
export interface FilmManifest {
  readonly schema: 1;
  readonly state: 'stored';
  readonly film: StoredFilm;
  readonly order: FilmOrder;
  readonly files: Partial<Readonly<Record<FilmFileName, FilmFile>>>;
  /** ISO 8601. */
  readonly madeAt: string;
}

/** Just what tells a manifest from anything else: it is read by the version that wrote it, and by later ones. */
const manifest = z.looseObject({
  schema: z.literal(1),
  state: z.literal('stored'),
  film: z.looseObject({ uri: z.string(), sha256: z.string(), digest: z.string() }),
}) as object as z.ZodType<FilmManifest>;

/** The manifests beside films: written last, so that each stands for a whole and checked film. */
export interface FilmManifests {
  read(storyboard: string, digest: string): Promise<FilmManifest | undefined>;
  /** Writes the manifest unless there is one; answers with the one that stands. */
  write(manifest: FilmManifest): Promise<FilmManifest>;
}

/** The manifests of films in `bucket`. */
export function createFilmManifests(bucket: Bucket, keys: ObjectKeys): FilmManifests {
  const objects = jsonObjects(bucket);
  const key = (storyboard: string, digest: string) => keys.films.film(storyboard, digest, 'manifest.json');
  return {
    read: (storyboard, digest) => objects.read(key(storyboard, digest), manifest),
    write: (made) => objects.settle(key(made.order.storyboard, made.film.digest), manifest, made),
  };
}
