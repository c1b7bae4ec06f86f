import pMap from 'p-map';
import type { FilmOrder, FilmSettings } from '../domain/film.js';
import { filmDigest } from '../film/film-digest.js';
import type { ActivityDependencies } from './dependencies.js';

/** So many manifests are read at a time. */
const concurrency = 16;

/** A film, by the generations whose videos it is made of. */
export interface FilmQuestion {
  readonly storyboard: string;
  readonly title?: string | undefined;
  readonly clips: readonly {
    readonly shot: string;
    readonly generation: string;
    readonly caption?: string | undefined;
  }[];
  readonly settings: FilmSettings;
}

/** A film that can be made. */
export interface PlannedFilm {
  readonly order: FilmOrder;
  /** What an approval is bound to. */
  readonly digest: string;
  readonly durationSeconds: number;
}

/** Looks at the videos that a film is to be made of. */
export const createPlanFilm = ({ manifests }: Pick<ActivityDependencies, 'manifests'>) =>
  async function planFilm({ clips: wanted, ...question }: FilmQuestion): Promise<PlannedFilm> {
    const clips = await pMap(
      wanted,
      async ({ shot, generation, caption }) => {
        const manifest = await manifests.read(generation);
        if (manifest === undefined) throw new Error(`the manifest of ${generation} is gone`);
        const { uri, sha256, media } = manifest.video;
        return { shot, uri, sha256, seconds: media?.durationSeconds ?? 0, caption };
      },
      { concurrency },
    );
    const order = { ...question, clips };
    const durationSeconds = clips.reduce((sum, { seconds }) => sum + seconds, 0);
    return { order, digest: filmDigest(order), durationSeconds };
  };
