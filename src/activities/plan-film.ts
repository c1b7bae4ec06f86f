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
  /** About, where it is not known of every video. */
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
        return { shot, uri, sha256, seconds: media?.durationSeconds, caption };
      },
      { concurrency },
    );
    const order = { ...question, clips };
    const { transition = 'cut' } = question.settings;
    const overlap = transition === 'cut' ? 0 : transition.crossfade * (clips.length - 1);
    const durationSeconds = clips.reduce((sum, { seconds = 0 }) => sum + seconds, -overlap);
    return { order, digest: filmDigest(order), durationSeconds };
  };
