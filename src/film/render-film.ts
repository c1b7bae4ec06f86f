import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilmSound } from '../domain/film.js';
import { cuesOf, toSrt } from './captions.js';
import { measureWithFfmpeg, runFfmpeg } from './ffmpeg.js';
import { names, type FilmJob } from './film-job.js';
import { joinFilm, pictureList } from './join-command.js';
import { keepFile } from './keep-file.js';
import { makePieces } from './make-pieces.js';
import { findLevel, measureMix, readLoudness } from './loudness.js';
import type { Mix, SoundFile } from './mix.js';
import type { FilmPlan, KnownClip } from './plan-film.js';
import { assertSound } from './probe-sound.js';

const srtName = 'track.srt';

/** Makes the film of clips that lie in the folder. */
export async function renderFilm(job: FilmJob, plan: FilmPlan, clips: readonly KnownClip[]): Promise<void> {
  const { folder, order, onProgress } = job;
  const { settings } = order;
  const music = await readSound(job, settings.music, names.music);
  const voice = await readSound(job, settings.voice, names.voice);
  await makePieces(job, plan, clips);

  const mix: Mix = { shots: names.shots, samples: plan.samples, music, voice };
  const measure = async (level: readonly string[]) =>
    readLoudness(await measureWithFfmpeg(job, measureMix(mix, level)));
  const isMixed = music !== undefined || voice !== undefined;
  const level = isMixed || settings.loudness !== undefined ? await findLevel(measure, settings.loudness) : [];
  await writeFile(join(folder, names.list), pictureList(plan, names.picture));
  const cues = settings.captions === 'track' ? cuesOf(plan) : [];
  if (cues.length > 0) await writeFile(join(folder, srtName), toSrt(cues));
  const command = joinFilm(plan, {
    list: names.list,
    mix,
    level,
    captions: cues.length > 0 ? srtName : undefined,
    film: names.film,
  });
  await runFfmpeg(job, command, (frames) => onProgress('joining', frames / plan.frames));
}

/** Brings music or a voice into the folder. */
async function readSound(job: FilmJob, sound: FilmSound | undefined, file: string): Promise<SoundFile | undefined> {
  if (sound === undefined) return undefined;
  const { open, folder, signal } = job;
  await keepFile(join(folder, file), await open(sound.url, signal), signal);
  await assertSound(job, file, `the film’s ${file}`);
  return { file, volume: sound.volume ?? 1 };
}
