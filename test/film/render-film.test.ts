import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ffmpegOnPath } from '../../src/film/ffmpeg.js';
import type { FilmJob } from '../../src/film/film-job.js';
import { filmProgress, type FilmProgress } from '../../src/film/film-progress.js';
import { digestFile } from '../../src/film/keep-file.js';
import { planFilm } from '../../src/film/plan-film.js';
import { readClips } from '../../src/film/read-clips.js';
import { renderFilm } from '../../src/film/render-film.js';
import { temporaryFolder } from '../testing/local-stack/helpers.js';
import { makeClip } from './make-clip.js';

test('a film tells how far it is, from its clips to its end, and never goes back', async () => {
  const [clips, folder] = [await temporaryFolder(), await temporaryFolder()];
  const { signal } = new AbortController();
  const clip = async (shot: string, frames: number) => {
    const uri = join(clips, `${shot}.mp4`);
    await makeClip(uri, { frames, size: '640x360', filters: ['noise=alls=40:allf=t'] });
    return { shot, uri, ...(await digestFile(uri, signal)) };
  };
  const order = {
    storyboard: 'harbour',
    clips: [await clip('quay', 120), await clip('ship', 24)],
    settings: { captions: 'burnt-in', framesPerSecond: 60 },
  } as const;
  const told: FilmProgress[] = [];
  const job: FilmJob = {
    ffmpeg: ffmpegOnPath,
    folder,
    signal,
    order,
    open: async (path) => createReadStream(path),
    onProgress: (stage, share) => told.push(filmProgress(stage, share)),
  };
  const known = await readClips(job);
  await renderFilm(job, planFilm(known, order.settings), known);

  const percents = told.map(({ percent }) => percent);
  expect(percents).toEqual(percents.toSorted((one, other) => one - other));
  expect(percents[0]).toBe(5);
  expect(percents.at(-1)).toBe(90);
  expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['reading', 'shooting', 'joining']));
  expect(told.filter(({ stage }) => stage === 'shooting').length).toBeGreaterThan(2);
});

test.each([
  ['reading', 0, 0],
  ['reading', 1, 10],
  ['shooting', 0.5, 45],
  ['storing', 1, 100],
  ['storing', 7, 100],
] as const)('%s done to %d is %d percent of a film', (stage, share, percent) => {
  expect(filmProgress(stage, share)).toEqual({ stage, percent });
});
