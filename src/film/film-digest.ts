import type { FilmOrder } from '../domain/film.js';
import { requestDigest } from '../domain/requests/request-digest.js';

/** Changes with every change in how films are made: of the same clips they are then other films. */
const recipe = 1;

/**
 * What tells one film from another: SHA-256 (hex) over clips, captions and settings. Neither where the clips lie nor the
 * title counts; of links to music and voices the query does not.
 */
export function filmDigest({ clips, settings }: FilmOrder): string {
  const { transition = 'cut', captions = 'none', music, voice, ...others } = settings;
  const sound = (given: typeof music) => given && { ...given, volume: given.volume ?? 1 };
  return requestDigest({
    recipe,
    clips: clips.map(({ shot, sha256, caption }) => ({ shot, sha256, caption })),
    settings: { ...others, transition, captions, music: sound(music), voice: sound(voice) },
  });
}
