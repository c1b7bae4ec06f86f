// How long a minute of film takes: joined, and made anew, with 720p clips of 5 s as gateways deliver them.
// node scripts/run-ts.mjs bench/film.ts [clips] [seconds of a clip] [size] [only this kind of film]
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createMakeFilm } from '../src/activities/make-film.js';
import type { FilmClip, FilmOrder, FilmSettings, StoredFilm } from '../src/domain/film.js';
import { createObjectKeys } from '../src/domain/object-keys.js';
import { ffmpegOnPath } from '../src/film/ffmpeg.js';
import { createFilmManifests } from '../src/ledger/film-manifests.js';
import { createVideoDownload } from '../src/providers/download.js';
import { createS3Bucket } from '../src/storage/s3-bucket.js';
import { clientOf, startS3 } from '../test/helpers/s3.js';

const [clips = '12', seconds = '5', size = '1280x720', only] = process.argv.slice(2);
const kinds: Readonly<Record<string, FilmSettings>> = {
  joined: {},
  'joined, with its loudness': { loudness: -16 },
  'made anew': { captions: 'burnt-in' },
  crossfaded: { transition: { crossfade: 0.5 } },
};

const s3 = await startS3();
const folder = await mkdtemp(join(tmpdir(), 'reelwork-bench-'));
const bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
const keys = createObjectKeys('');
const makeFilm = createMakeFilm({
  bucket,
  keys,
  films: createFilmManifests(bucket, keys),
  download: createVideoDownload(),
  ffmpeg: ffmpegOnPath,
});

/** Of pictures that move all over, since still ones cost an encoder nothing. */
async function clip(number: number): Promise<FilmClip> {
  const path = join(folder, `${number}.mp4`);
  const picture = `testsrc2=size=${size}:rate=24:duration=${seconds},noise=alls=8:allf=t,hue=h=${(number * 37) % 360}`;
  const sound = `sine=frequency=${200 + number}:duration=${seconds}`;
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
  const encode = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '5M', '-c:a', 'aac'];
  await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', ...inputs, ...encode, path]);
  const body = await readFile(path);
  const key = `clips/${number}.mp4`;
  await bucket.create(key, body, { contentType: 'video/mp4' });
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { shot: `shot-${number}`, uri: `s3://${s3.bucket}/${key}`, sha256, caption: `Shot number ${number}` };
}

try {
  const all: FilmClip[] = [];
  for (let number = 1; number <= Number(clips); number += 1) all.push(await clip(number));
  for (const [kind, settings] of Object.entries(kinds).filter(([name]) => name === (only ?? name))) {
    const started = performance.now();
    const environment = new MockActivityEnvironment();
    const order = { storyboard: 'bench', clips: all, settings };
    const film = await environment.run<[FilmOrder], StoredFilm, typeof makeFilm>(makeFilm, order);
    const took = (performance.now() - started) / 1000;
    const perMinute = (took / film.durationSeconds) * 60;
    const mebibytes = (film.bytes / 1024 ** 2).toFixed(1);
    console.log(
      `${kind} (${film.picture}): ${film.durationSeconds.toFixed(1)} s of film, ${mebibytes} MiB, in ${took.toFixed(1)} s: ` +
        `${perMinute.toFixed(1)} s for a minute of film; this process had at most ` +
        `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await s3.stop();
}
