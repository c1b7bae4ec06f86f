import { mkdir, readdir, readFile, readlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledFailure } from '@temporalio/common';
import { expect, test, vi } from 'vitest';
import { parseS3Uri } from '../../../src/domain/s3-uri.js';
import type { FilmManifest } from '../../../src/ledger/film-manifests.js';
import { output, probed } from '../../film/measured.js';
import { useS3 } from '../../helpers/own-s3.js';
import { until } from '../../helpers/until.js';
import { script } from '../../testing/local-stack/helpers.js';
import { failureOf } from '../activities.js';
import { studio } from './studio.js';

useS3();
vi.setConfig({ testTimeout: 300_000 });

const nothing = { ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe' };

test('beside a film lies what people and editing suites need, and the manifest knows all of it', async () => {
  const { clip, make, order, file, beside, bucket, keys } = await studio();
  const clips = [await clip({ colour: 'red' }, 'One'), await clip({ colour: 'green' }), await clip({ colour: 'blue' })];
  const film = await make(order(clips));
  const manifest: FilmManifest = JSON.parse(await readFile(await file(beside(film, 'manifest.json')), 'utf8'));
  expect(manifest).toMatchObject({ schema: 1, state: 'stored', film });
  expect(manifest.order).toEqual(JSON.parse(JSON.stringify(order(clips))));
  const names = ['poster.jpg', 'contact-sheet.jpg', 'film.otio', 'captions.srt', 'captions.vtt'] as const;
  expect(Object.keys(manifest.files).toSorted()).toEqual([...names].toSorted());
  for (const name of names) {
    const { uri, bytes } = manifest.files[name]!;
    expect(uri).toBe(beside(film, name));
    expect((await bucket.head(keys.films.film('harbour', film.digest, name)))?.bytes).toBe(bytes);
  }
  const { picture: poster } = await probed(await file(beside(film, 'poster.jpg')));
  expect(poster).toMatchObject({ codec_name: 'mjpeg', width: 320, height: 180 });
  const { picture: sheet } = await probed(await file(beside(film, 'contact-sheet.jpg')));
  expect(sheet.width).toBe(2 * 320 + 3 * 6);
  expect(sheet.height).toBe(2 * (180 + 26) + 3 * 6);
});

test('the tiles of the contact sheet show their shots, in the film’s order and colours', async () => {
  const { clip, make, order, file, beside } = await studio();
  const clips = [await clip({ colour: 'red' }), await clip({ colour: 'lime' }), await clip({ colour: 'blue' })];
  const sheet = await file(beside(await make(order(clips)), 'contact-sheet.jpg'));
  const middles = [
    [166, 96],
    [492, 96],
    [166, 308],
  ] as const;
  for (const [index, [x, y]] of middles.entries()) {
    const crop = `crop=2:2:${x}:${y},scale=1:1,format=rgb24`;
    const pixel = [...(await output('ffmpeg', ['-i', sheet, '-vf', crop, '-f', 'rawvideo', '-']))];
    expect(pixel.indexOf(Math.max(...pixel)), String(pixel)).toBe(index);
    expect(Math.max(...pixel)).toBeGreaterThan(200);
  }
});

test('the same film is made once: asked for again, it is there, even where ffmpeg is not', async () => {
  const { clip, make, order } = await studio();
  const wanted = order([await clip()]);
  const film = await make(wanted);
  expect(await make({ ...wanted, title: 'Another title' }, { ffmpeg: nothing })).toEqual(film);
});

test('a film whose manifest was never written is gone on with, not made again', async () => {
  const { clip, make, order, file, bucket, keys, folder } = await studio();
  const wanted = order([await clip()]);
  const film = await make(wanted);
  const key = (name: Parameters<typeof keys.films.film>[2]) => keys.films.film('harbour', film.digest, name);
  // Another machine's ffmpeg writes other bytes: this one is told apart from what would be made here.
  const path = join(folder, 'elsewhere.mp4');
  await output('ffmpeg', ['-i', await file(film.uri), '-c', 'copy', '-metadata', 'comment=elsewhere', path]);
  await bucket.delete(key('manifest.json'));
  await bucket.delete(key('film.mp4'));
  await bucket.create(key('film.mp4'), await readFile(path), { contentType: 'video/mp4' });

  const again = await make(wanted);
  expect(again.sha256).not.toBe(film.sha256);
  expect(again.bytes).toBe((await readFile(path)).byteLength);
  expect(await make(wanted, { ffmpeg: nothing })).toEqual(again);
});

test('a foreign file in a film’s place is left as it is, and is no film', async () => {
  const { clip, make, order, bucket, keys } = await studio();
  const clips = order([await clip(), await clip()]);
  const { digest } = await make(clips);
  const key = keys.films.film('harbour', digest, 'film.mp4');
  await bucket.delete(keys.films.film('harbour', digest, 'manifest.json'));
  await bucket.delete(key);
  const foreign = await clip({ frames: 12 });
  await bucket.create(key, await readFile(foreign.path), { contentType: 'video/mp4' });
  expect(await failureOf(make(clips))).toMatchObject({ type: 'FILM_DIFFERS', nonRetryable: true });
  expect((await bucket.head(key))?.bytes).toBe((await readFile(foreign.path)).byteLength);
});

test('a clip that is gone, another file, or no video ends the film for good, with the shot’s name', async () => {
  const { clip, make, order, bucket, store, folder } = await studio();
  const [good, other] = [await clip(), await clip({ colour: 'red' })];
  const changed = await failureOf(make(order([good, { ...other, sha256: good.sha256 }])));
  expect(changed).toMatchObject({ type: 'MEDIA_CHANGED', nonRetryable: true });
  expect(changed.message).toContain(`the video of shot ${other.shot}`);
  const longer = await failureOf(make(order([{ ...good, seconds: 1.2 }])));
  expect(longer).toMatchObject({ type: 'MEDIA_CHANGED', message: expect.stringContaining('lasts 1 s, not 1.2 s') });
  // A list of files that calls itself a video would have ffmpeg open whatever it names.
  await writeFile(join(folder, 'list.mp4'), 'ffconcat version 1.0\nfile clip-0000.mp4\nduration 1\n');
  const list = await failureOf(make(order([good, { ...good, ...(await store(join(folder, 'list.mp4'))) }])));
  expect(list).toMatchObject({ type: 'MEDIA_UNREADABLE', nonRetryable: true });
  await bucket.delete(parseS3Uri(good.uri)!.key);
  expect(await failureOf(make(order([good])))).toMatchObject({ type: 'MEDIA_MISSING', nonRetryable: true });
});

test('an ffmpeg that fails is tried again, but not for ever', async () => {
  const { clip, make, order, folder } = await studio();
  const ffmpegPath = await script(join(folder, 'ffmpeg'), 'echo no room left on the disk >&2', 'exit 1');
  const ffmpeg = { ffmpegPath, ffprobePath: 'ffprobe' };
  const wanted = order([await clip()]);
  const failure = await failureOf(make(wanted, { ffmpeg }));
  expect(failure).toMatchObject({ type: 'FfmpegFailed', nonRetryable: false });
  expect(failure.message).toContain('no room left on the disk');
  expect(await failureOf(make(wanted, { ffmpeg, attempt: 5 }))).toMatchObject({
    type: 'FFMPEG_FAILED',
    nonRetryable: true,
  });
});

test('without ffmpeg the film waits for a worker that has it, and says so', async () => {
  const { clip, make, order } = await studio();
  const failure = await failureOf(make(order([await clip()]), { ffmpeg: nothing }));
  expect(failure).toMatchObject({ type: 'NotConfigured', nonRetryable: false });
  expect(failure.message).toContain('there is no program /nowhere/ffprobe on this machine: install ffmpeg');
});

/** The processes that work in a folder below `home`. */
async function workersIn(home: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return folders.filter((folder) => folder.startsWith(home));
}

test.runIf(process.platform === 'linux')(
  'a film that is cancelled stops at once: no ffmpeg goes on, and no file stays',
  async () => {
    const { clip, worker, order, folder } = await studio();
    const films = join(folder, 'reelwork-films');
    // Much more work than there is time for below.
    const slow = await clip({ frames: 240, size: '640x360', filters: ['noise=alls=40:allf=t'] });
    const settings = { framesPerSecond: 60, resolution: '1080p' } as const;
    const { activities, environment } = worker();
    const heard: { readonly stage: string; readonly percent: number }[] = [];
    environment.on('heartbeat', (details) => heard.push(details));
    const making = environment.run(activities.film.makeFilm, order([slow, await clip()], settings));
    const ended = making.catch((error: unknown) => error);
    await until(async () => {
      const files = await readdir(films, { recursive: true }).catch(() => []);
      return files.some((file) => file.endsWith('picture-0000.mp4'));
    }, 'an ffmpeg at work');
    expect(await workersIn(films)).not.toEqual([]);
    const cancelledAt = performance.now();
    environment.cancel('WORKER_SHUTDOWN');
    expect(await ended).toBeInstanceOf(CancelledFailure);
    expect(performance.now() - cancelledAt).toBeLessThan(10_000);
    expect(await workersIn(films)).toEqual([]);
    expect(await readdir(films)).toEqual([]);
    expect(heard[0]).toEqual({ stage: 'reading', percent: 0 });
  },
);

test('what a killed worker has left is removed with the next film, but not what another one works in', async () => {
  const { clip, make, order, folder } = await studio();
  const films = join(folder, 'reelwork-films');
  const twoHoursAgo = new Date(Date.now() - 2 * 3600 * 1000);
  await mkdir(join(films, 'work-left'), { recursive: true });
  await writeFile(join(films, 'work-left/picture-0000.mp4'), 'unfinished');
  await utimes(join(films, 'work-left'), twoHoursAgo, twoHoursAgo);
  await mkdir(join(films, 'work-used'));
  await make(order([await clip()]));
  expect(await readdir(films)).toEqual(['work-used']);
});
