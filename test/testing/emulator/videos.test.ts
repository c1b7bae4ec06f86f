import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from '../../../src/testing/emulator/index.js';
import { render } from '../../../src/testing/emulator/media/render.js';
import { emulatorOnHand, imageToVideo, referenceVideo, textToVideo } from './emulators.js';
import { receiver } from './receivers.js';
import { pictureAt, probe, serveMedia } from './media-files.js';

// Making films takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function studio() {
  const onHand = await emulatorOnHand({ ffmpeg: 'auto', concurrency: 20 });
  async function finished(body: object) {
    const { json } = await onHand.gateway.submit(body);
    await onHand.clock.advance(8_000);
    return (await onHand.gateway.task(json.id)).json;
  }
  const video = async (body: object) => {
    const task = await finished(body);
    return new Uint8Array(await (await fetch(task.results[0])).arrayBuffer());
  };
  return { ...onHand, finished, video };
}

const colour = (size: string) => ['-f', 'lavfi', '-i', `color=red:s=${size}`, '-frames:v', '1'];
const tone = (seconds: number) => ['-f', 'lavfi', '-i', 'sine', '-t', String(seconds)];
const film = (seconds: number) => ['-f', 'lavfi', '-i', 'color=red:s=64x64:r=5', '-t', String(seconds)];

test.each([
  ['16:9', '720p', '1280x720'],
  ['9:16', '720p', '720x1280'],
  ['1:1', '720p', '960x960'],
  ['4:3', '720p', '1088x832'],
  ['3:4', '720p', '832x1088'],
  ['16:9', '1080p', '1920x1080'],
  ['9:16', '1080p', '1080x1920'],
  ['1:1', '1080p', '1440x1440'],
  ['4:3', '1080p', '1632x1248'],
  ['3:4', '1080p', '1248x1632'],
])(
  'a video in %s at %s is %s pixels large, H.264, with sound, as long as ordered',
  async (aspectRatio, quality, size) => {
    const { video } = await studio();
    const bytes = await video({ ...textToVideo, aspect_ratio: aspectRatio, quality, duration: 2 });
    const { seconds, pictureSeconds, soundSeconds, ...facts } = await probe(bytes);
    expect(facts).toEqual({ size, codec: 'h264', pixelFormat: 'yuv420p', sound: 'aac' });
    for (const length of [seconds, pictureSeconds, soundSeconds]) expect(length).toBeCloseTo(2, 1);
  },
);

test('a video can be played while it is being loaded: its index comes first', async () => {
  const { video } = await studio();
  const text = Buffer.from(await video({ ...textToVideo, duration: 2 })).toString('latin1');
  expect(text.indexOf('moov')).toBeLessThan(text.indexOf('mdat'));
});

test('the picture moves and shows the prompt, whatever characters are in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), "reelwork it's [a], folder: "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const scene = { size: { width: 320, height: 180 }, seconds: 2, sound: false, caption: 'task-unified-1-abcdefgh' };
  const ffmpeg = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
  const picture = async (title: string, second = 0) => {
    const path = join(folder, 'video.mp4');
    await render({ ...scene, title }, path, ffmpeg, AbortSignal.timeout(60_000));
    expect(await readdir(folder)).toEqual(['video.mp4']);
    return pictureAt(await readFile(path), second);
  };
  expect(await picture('A cat')).toBe(await picture('A cat'));
  expect(await picture('A cat')).not.toBe(await picture('A cat', 1));
  const titles = [
    'A cat',
    'A dog',
    `It's 100% [50,50]; \\ "quoted": {pts} ${'verylong'.repeat(90)}\nnext`,
    '%{pts}',
    '%{n}',
    ' \n ',
  ];
  const pictures = new Set<string>();
  for (const title of titles) pictures.add(await picture(title));
  expect(pictures.size).toBe(titles.length);
});

test('a reference video has sound only when it was ordered with sound', async () => {
  const { video } = await studio();
  expect(await probe(await video({ ...referenceVideo, duration: 2 }))).toMatchObject({ sound: 'aac' });
  const silent = await probe(await video({ ...referenceVideo, duration: 2, generate_audio: false }));
  expect(silent).toMatchObject({ sound: undefined, size: '1280x720' });
});

test.each([
  ['shorter', { seconds: 3, size: '1280x720', sound: 'aac' }, '15.3'],
  ['shorter-billed-in-full', { seconds: 3, size: '1280x720', sound: 'aac' }, '20.4'],
  ['longer', { seconds: 5, size: '1280x720', sound: 'aac' }, '20.4'],
  ['smaller', { seconds: 4, size: '640x360', sound: 'aac' }, '20.4'],
  ['silent', { seconds: 4, size: '1280x720', sound: undefined }, '20.4'],
] as const)('%s: four seconds in 720p come out as %j, for %s credits', async (fault, expected, charged) => {
  const { video, emulator } = await studio();
  emulator.faults.next(fault);
  const { seconds, size, sound } = await probe(await video({ ...textToVideo, duration: 4 }));
  expect({ seconds: Math.round(seconds), size, sound }).toEqual(expected);
  expect(emulator.bill().credits.spent).toBe(charged);
});

test('jobs can share one video per size, length and sound', async () => {
  const { emulator, gateway, clock } = await emulatorOnHand({ ffmpeg: 'auto', rendering: 'shared' });
  const orders = [
    { ...textToVideo, prompt: 'A cat', duration: 2 },
    { ...textToVideo, prompt: 'A dog', duration: 2 },
    { ...textToVideo, prompt: 'A cat', duration: 3 },
  ];
  for (const order of orders) await gateway.submit(order);
  await clock.advance(8_000);
  const [cat, dog, longer] = (await emulator.truth()).jobs!.map(({ result }) => result!.sha256);
  expect(dog).toBe(cat);
  expect(longer).not.toBe(cat);
});

test("an image's video has the image's shape at the tier's area; that of an image elsewhere is 16:9", async () => {
  const media = await serveMedia({
    'square.png': ['-f', 'lavfi', '-i', 'color=red:s=500x500', '-frames:v', '1', '-pix_fmt', 'rgb24'],
    'tall.jpg': ['-f', 'lavfi', '-i', 'color=red:s=400x1600', '-frames:v', '1'],
  });
  const { video } = await studio();
  const sizeFor = async (imageUrl: string) =>
    (await probe(await video({ ...imageToVideo, image_urls: [imageUrl] }))).size;
  expect(await sizeFor(media('square.png'))).toBe('960x960');
  expect(await sizeFor(media('tall.jpg'))).toBe('480x1920');
  expect(await sizeFor('https://example.com/image1.png')).toBe('1280x720');
});

test('input files on this machine are looked at, and the accepted task fails when they break a rule', async () => {
  const media = await serveMedia({
    'small.png': [...colour('359x500'), '-pix_fmt', 'rgb24'],
    'large.png': [...colour('500x2002'), '-pix_fmt', 'rgb24'],
    'clear.png': [...colour('500x500'), '-pix_fmt', 'rgba'],
    'picture.gif': colour('500x500'),
    'page.html': '<html></html>',
    'short.mp3': tone(2),
    'long.mp3': tone(31),
    'sound.wav': tone(5),
    'short.mp4': film(1),
    'film.mkv': film(3),
    'good.mp3': tone(3),
    'good.mov': film(2),
  });
  const { finished, emulator } = await studio();
  const codeFor = async (body: object) => {
    const { status, error } = await finished(body);
    return error?.code ?? status;
  };
  const image = (name: string) => codeFor({ ...imageToVideo, image_urls: [media(name)] });
  const audio = (name: string) => codeFor({ ...textToVideo, duration: 2, audio_url: media(name) });
  const reference = (...names: string[]) => codeFor({ ...referenceVideo, duration: 2, video_urls: names.map(media) });

  expect(await image('small.png')).toBe('image_dimension_mismatch');
  expect(await image('large.png')).toBe('image_dimension_mismatch');
  for (const name of ['clear.png', 'picture.gif', 'page.html', 'missing.png', 'good.mp3']) {
    expect(await image(name)).toBe('image_processing_error');
  }
  for (const name of ['short.mp3', 'long.mp3', 'sound.wav', 'page.html'])
    expect(await audio(name)).toBe('invalid_parameters');
  for (const name of ['short.mp4', 'film.mkv', 'missing.mp4'])
    expect(await reference('good.mov', name)).toBe('invalid_parameters');
  expect(emulator.bill().credits).toMatchObject({ reserved: '0', spent: '0' });
  expect(await audio('good.mp3')).toBe('completed');
  expect(await reference('good.mov')).toBe('completed');
});

test('an input that leads to another address is not followed', async () => {
  const { url, received } = await receiver('redirect');
  const { finished } = await studio();
  expect((await finished({ ...imageToVideo, image_urls: [url] })).error.code).toBe('image_processing_error');
  expect(received).toHaveLength(1);
});

test('reference videos on this machine are billed by their real length', async () => {
  const { finished, emulator } = await studio();
  const urls = [emulator.sample('reference-3s.mp4'), emulator.sample('reference-7s.mp4')];
  const used = async (videoUrls: string[]) =>
    (await finished({ ...referenceVideo, duration: 2, video_urls: videoUrls })).usage.credits_used;
  expect(await used([urls[0]!])).toBe(12.75);
  expect(await used([urls[1]!])).toBe(17.85);
  expect(await used(urls)).toBe(17.85);
});

test('the samples are what their names say and pass every rule', async () => {
  const { finished, emulator } = await studio();
  const image = await finished({
    ...imageToVideo,
    image_urls: [emulator.sample('image.png')],
    audio_url: emulator.sample('audio.mp3'),
  });
  const references = ['reference-3s.mp4', 'reference-7s.mp4'].map((name) => `${emulator.url}/samples/${name}`);
  const reference = await finished({ ...referenceVideo, duration: 2, video_urls: references });
  expect([image.status, reference.status]).toEqual(['completed', 'completed']);
  expect((await fetch(`${emulator.url}/samples/other.mp4`)).status).toBe(404);
});

test('without ffmpeg bundled clips stand in, with and without sound, and the bill says so', async () => {
  const { emulator, clock, gateway } = await emulatorOnHand({ ffmpeg: 'none' });
  const loud = (await gateway.submit(textToVideo)).json.id;
  const silent = (await gateway.submit({ ...referenceVideo, generate_audio: false })).json.id;
  await clock.advance(8_000);
  const soundOf = async (id: string) => {
    const { json } = await gateway.task(id);
    return (await probe(new Uint8Array(await (await fetch(json.results[0])).arrayBuffer()))).sound;
  };
  expect([await soundOf(loud), await soundOf(silent)]).toEqual(['aac', undefined]);
  expect((await gateway.call('GET', '/__bill')).json).toMatchObject({ ffmpeg: false, videos: 'bundled' });
  expect(emulator.notice).toContain('bundled clips');
});

test('an ffmpeg that was named but does not work is an error at once', async () => {
  const missing = { ffmpegPath: '/nowhere/ffmpeg', ffprobePath: 'ffprobe' };
  await expect(startEmulator({ ffmpeg: missing })).rejects.toThrow('/nowhere/ffmpeg');
});
