import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { brightest, output, probed } from '../../film/measured.js';
import { useS3 } from '../../helpers/own-s3.js';
import { studio } from './studio.js';

useS3();
vi.setConfig({ testTimeout: 300_000 });

const bottom = 'crop=iw:ih/4:0:ih*3/4';
const top = 'crop=iw:ih/2:0:0';

test('captions that are burnt in are seen at the bottom of their shots only', async () => {
  const { clip, make, order, file } = await studio();
  const film = await make(
    order([await clip({}, "It's five: {\\an8} 100 %, [a],b;c"), await clip()], { captions: 'burnt-in' }),
  );
  expect(film.picture).toBe('encoded');
  const path = await file(film.uri);
  expect(await brightest(path, `trim=end_frame=24,${bottom}`, 24)).toBeGreaterThan(200);
  expect(await brightest(path, `trim=end_frame=24,${top}`, 24)).toBeLessThan(40);
  expect(await brightest(path, `trim=start_frame=24,${bottom}`, 24)).toBeLessThan(40);
});

test('a caption longer than a line is broken into lines', async () => {
  const { clip, make, order, file } = await studio();
  const caption = 'A caption that is by far too long to be read in one single line of a picture this small';
  const path = await file((await make(order([await clip({}, caption)], { captions: 'burnt-in' }))).uri);
  const edges = await Promise.all(['crop=8:ih:0:0', 'crop=8:ih:iw-8:0'].map((edge) => brightest(path, edge, 24)));
  expect(Math.max(...edges)).toBeLessThan(40);
});

test('captions in a track are what the players show, and the pictures stay as they are', async () => {
  const { clip, make, order, file, beside } = await studio();
  const clips = [await clip({}, 'Five in the morning'), await clip({ frames: 48 }), await clip({}, 'Six\nand a half')];
  const film = await make(order(clips, { captions: 'track' }));
  expect(film.picture).toBe('copied');
  const path = await file(film.uri);
  expect((await probed(path)).subtitles).toMatchObject({ codec_name: 'mov_text' });
  const track = String(await output('ffmpeg', ['-i', path, '-map', '0:s:0', '-f', 'srt', '-']));
  const srt = await readFile(await file(beside(film, 'captions.srt')), 'utf8');
  expect(track.replaceAll('\r', '').trim()).toBe(srt.trim());
  expect(srt).toContain('00:00:03,000 --> 00:00:04,000\nSix\nand a half');
});

test('without captions there are neither files nor a track of them', async () => {
  const { clip, make, order, bucket, keys, file } = await studio();
  const film = await make(order([await clip()], { captions: 'track' }));
  expect(await bucket.head(keys.films.film('harbour', film.digest, 'captions.srt'))).toBeUndefined();
  expect((await probed(await file(film.uri))).subtitles).toBeUndefined();
});
