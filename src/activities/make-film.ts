import { join } from 'node:path';
import { cancellationSignal } from '@temporalio/activity';
import type { FilmFile, FilmFileName, FilmOrder, StoredFilm } from '../domain/film.js';
import { differences } from '../film/check-film.js';
import { cuesOf } from '../film/captions.js';
import { filmDigest } from '../film/film-digest.js';
import { FilmError } from '../film/film-error.js';
import { filesBeside } from '../film/film-files.js';
import { names, type FilmJob } from '../film/film-job.js';
import { filmProgress, type FilmProgress } from '../film/film-progress.js';
import { digestFile, keepFile } from '../film/keep-file.js';
import { planFilm, type FilmPlan } from '../film/plan-film.js';
import { probeClip } from '../film/probe-clip.js';
import { readClips } from '../film/read-clips.js';
import { renderFilm } from '../film/render-film.js';
import { inWorkFolder } from '../film/work-folder.js';
import type { FilmManifest } from '../ledger/film-manifests.js';
import { abortLeftUploads } from '../storage/abort-left-uploads.js';
import { fileSource } from '../storage/file-source.js';
import { storeVideo } from '../storage/store-video.js';
import type { ActivityDependencies } from './dependencies.js';
import { filmFailure } from './film-failure.js';
import { withHeartbeats } from './heartbeats.js';
import { mediaOpener } from './open-media.js';
import { storeBeside } from './store-beside.js';

type Dependencies = Pick<ActivityDependencies, 'bucket' | 'keys' | 'films' | 'download' | 'ffmpeg'>;

/**
 * Makes a film of stored videos and puts it into the bucket, checked, with what lies beside it; the manifest last. The
 * same film is made once: where its manifest stands, nothing is done. An attempt that fails has to begin anew, except
 * that a film which is stored already is not made again.
 */
export const createMakeFilm = (dependencies: Dependencies) =>
  async function makeFilm(order: FilmOrder): Promise<StoredFilm> {
    const digest = filmDigest(order);
    const made = await dependencies.films.read(order.storyboard, digest);
    if (made !== undefined) return made.film;

    let progress: FilmProgress = filmProgress('reading', 0);
    const onProgress: FilmJob['onProgress'] = (stage, share) => {
      progress = filmProgress(stage, share);
    };
    const work = (folder: string) => {
      const { ffmpeg } = dependencies;
      const signal = cancellationSignal();
      return makeIn(
        dependencies,
        { order, ffmpeg, folder, signal, onProgress, open: mediaOpener(dependencies) },
        digest,
      );
    };
    try {
      const { film } = await withHeartbeats(
        () => progress,
        () => inWorkFolder(work),
      );
      return film;
    } catch (error) {
      throw filmFailure(error);
    }
  };

async function makeIn(dependencies: Dependencies, job: FilmJob, digest: string): Promise<FilmManifest> {
  const { bucket, keys, films } = dependencies;
  const { order, folder, signal, onProgress } = job;
  const keyOf = (name: 'film.mp4' | FilmFileName) => keys.films.film(order.storyboard, digest, name);
  const path = join(folder, names.film);

  const clips = await readClips(job);
  const plan = planFilm(clips, order.settings);
  const isStored = (await bucket.head(keyOf('film.mp4'))) !== undefined;
  if (isStored) await keepFile(path, bucket.read(keyOf('film.mp4'), { signal }), signal);
  else await renderFilm(job, plan, clips);

  onProgress('finishing', 0);
  const facts = await checkedFilm(job, plan);
  const beside = await filesBeside(job, plan, facts);
  const { bytes, sha256 } = await digestFile(path, signal);
  const source = fileSource({ path, bytes, sha256 });
  await storeVideo({
    bucket,
    key: keyOf('film.mp4'),
    source,
    signal,
    onProgress: (stored) => onProgress('storing', stored / bytes),
  });
  const files: Partial<Record<FilmFileName, FilmFile>> = {};
  for (const file of beside) files[file.name] = await storeBeside(bucket, { ...file, key: keyOf(file.name) }, signal);
  const { picture } = facts;
  const manifest = await films.write({
    schema: 1,
    state: 'stored',
    film: {
      digest,
      uri: `s3://${bucket.name}/${keyOf('film.mp4')}`,
      bytes,
      sha256,
      durationSeconds: picture.seconds,
      ...picture.shown,
      framesPerSecond: picture.rate.frames / picture.rate.seconds,
      picture: plan.picture,
    },
    order,
    files,
    madeAt: new Date().toISOString(),
  });
  await abortLeftUploads(bucket, keyOf('film.mp4'));
  return manifest;
}

/** What the film in the folder says of itself, or a `FilmError` where that is not what was ordered. */
async function checkedFilm(job: FilmJob, plan: FilmPlan) {
  const facts = await probeClip(job, names.film, 'the film');
  const captionTrack = job.order.settings.captions === 'track' && cuesOf(plan).length > 0;
  const clipSeconds = job.order.clips.map(({ seconds }) => seconds);
  const found = differences(facts, { plan, clipSeconds, captionTrack });
  if (found.length > 0) throw new FilmError('FILM_DIFFERS', `the film is not what was ordered: ${found.join('; ')}`);
  return facts;
}
