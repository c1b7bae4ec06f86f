import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ffmpegOnPath, runFfmpeg } from '../../src/film/ffmpeg.js';
import { joinFilm, pictureList } from '../../src/film/join-command.js';
import { temporaryFolder } from '../testing/local-stack/helpers.js';
import { planOf } from './clip-facts.js';
import { makeClip } from './make-clip.js';
import { output } from './measured.js';

test('after 300 shots of 25 frames each frame is still shown when it is due, to the tick', async () => {
  const folder = await temporaryFolder();
  await makeClip(join(folder, 'picture.mp4'), { frames: 25, size: '64x36', silent: true });
  const plan = planOf(300, {}, { frames: 25, seconds: 25 / 24 });
  // What is missing becomes silence.
  await writeFile(join(folder, 'shots.pcm'), Buffer.alloc(192_000));
  await writeFile(
    join(folder, 'list'),
    pictureList(plan, () => 'picture.mp4'),
  );
  const mix = { shots: 'shots.pcm', samples: plan.samples, music: undefined, voice: undefined };
  const job = { list: 'list', mix, level: [], captions: undefined, film: 'film.mp4' };
  await runFfmpeg({ ffmpeg: ffmpegOnPath, folder, signal: new AbortController().signal }, joinFilm(plan, job));

  const asked = ['-select_streams', 'v:0', '-show_entries', 'packet=pts', '-of', 'csv=p=0', join(folder, 'film.mp4')];
  const ticks = String(await output('ffprobe', asked))
    .trim()
    .split('\n')
    .map(Number.parseFloat);
  expect(ticks.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 7500 }, (_none, frame) => frame * 512),
  );
});
