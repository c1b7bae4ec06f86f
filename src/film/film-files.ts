import type { FilmFileName } from '../domain/film.js';
import { cuesOf, toSrt, toVtt } from './captions.js';
import type { ClipFacts } from './clip-facts.js';
import { contactSheet, poster } from './contact-sheet.js';
import type { FilmJob } from './film-job.js';
import { toOpenTimeline } from './open-timeline.js';
import type { FilmPlan } from './plan-film.js';

/** A file beside a film. */
export interface BesideFilm {
  readonly name: Exclude<FilmFileName, 'manifest.json'>;
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

/** Makes what lies beside the film in the folder. A film without captions has no files of them. */
export async function filesBeside(
  job: FilmJob,
  plan: FilmPlan,
  { picture }: ClipFacts,
): Promise<readonly BesideFilm[]> {
  const cues = cuesOf(plan);
  const timeline = JSON.stringify(toOpenTimeline(job.order, plan), null, 2);
  const captions: readonly BesideFilm[] = [
    { name: 'captions.srt', contentType: 'application/x-subrip', body: toSrt(cues) },
    { name: 'captions.vtt', contentType: 'text/vtt', body: toVtt(cues) },
  ];
  return [
    { name: 'poster.jpg', contentType: 'image/jpeg', body: await poster(job, plan, picture) },
    { name: 'contact-sheet.jpg', contentType: 'image/jpeg', body: await contactSheet(job, plan, picture) },
    { name: 'film.otio', contentType: 'application/json', body: timeline },
    ...(cues.length > 0 ? captions : []),
  ];
}
