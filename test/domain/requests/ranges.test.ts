import { expect, test } from 'vitest';
import {
  issuesOf,
  leastAimlapi,
  leastDashscope,
  leastImage,
  leastReference,
  leastText,
  leastVtrix,
  messageOf,
} from './requests.js';

const least = {
  'evolink text': leastText,
  'evolink image': leastImage,
  'evolink reference': leastReference,
  vtrix: leastVtrix,
  aimlapi: leastAimlapi,
  'dashscope text': leastDashscope.text,
  'dashscope image': leastDashscope.image,
  'dashscope image flash': leastDashscope.imageFlash,
  'dashscope reference': leastDashscope.reference,
  'dashscope reference flash': leastDashscope.referenceFlash,
} as const;
type Kind = keyof typeof least;

const everywhere = Object.keys(least) as readonly Kind[];
const but = (...left: readonly Kind[]) => everywhere.filter((kind) => !left.includes(kind));
const dashscope = everywhere.filter((kind) => kind.startsWith('dashscope'));
const images: readonly Kind[] = ['evolink image', 'dashscope image', 'dashscope image flash'];
const dashscopeReferences: readonly Kind[] = ['dashscope reference', 'dashscope reference flash'];
const references: readonly Kind[] = ['evolink reference', ...dashscopeReferences];
const withSwitch: readonly Kind[] = [
  'evolink reference',
  'vtrix',
  'aimlapi',
  'dashscope image flash',
  'dashscope reference flash',
];
const withNegative: readonly Kind[] = ['aimlapi', ...dashscope];
const withSeed: readonly Kind[] = ['vtrix', ...withNegative];
const withWatermark: readonly Kind[] = ['vtrix', ...dashscope];
const linksOf = (count: number, extension: string) =>
  Array.from({ length: count }, (_, at) => `https://example.com/${at}.${extension}`);
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4'];
const numbersOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Field, by which models it is read, what they take and what they refuse. */
const rules: readonly {
  readonly field: string;
  readonly of: readonly Kind[];
  readonly taken: readonly unknown[];
  readonly refused: readonly unknown[];
}[] = [
  {
    field: 'prompt',
    of: everywhere,
    taken: ['x', 'ü'.repeat(1500), '🐈'.repeat(1500), ` ${'x'.repeat(1498)} `],
    refused: ['', '   \n', 'x'.repeat(1501), '🐈'.repeat(1501), undefined, null, 7, ['a cat'], { text: 'a cat' }],
  },
  {
    field: 'durationSeconds',
    of: ['evolink text', 'dashscope text', 'dashscope image flash'],
    taken: numbersOf(2, 15),
    refused: [1, 16, 0, -5, 2.5, '5', null, Number.NaN, Infinity, 5n, () => 5],
  },
  {
    field: 'durationSeconds',
    of: ['evolink image', 'vtrix', 'aimlapi', 'dashscope image'],
    taken: [5, 10, 15],
    refused: [2, 4, 6, 7, 14, 16, 5.5, '10'],
  },
  { field: 'durationSeconds', of: references, taken: numbersOf(2, 10), refused: [1, 11, 15, 9.5, '5'] },
  {
    field: 'resolution',
    of: everywhere,
    taken: ['720p', '1080p'],
    refused: ['480p', '720P', '1280*720', 720, '', null],
  },
  {
    field: 'aspectRatio',
    of: but(...images),
    taken: ratios,
    refused: ['21:9', '16:10', '16/9', '', 'adaptive', null],
  },
  { field: 'aspectRatio', of: images, taken: [], refused: ratios },
  { field: 'extendPrompt', of: but(...references), taken: [true, false], refused: ['true', 1, null] },
  { field: 'extendPrompt', of: references, taken: [], refused: [true, false] },
  { field: 'shotType', of: everywhere, taken: ['single', 'multi'], refused: ['triple', 'Multi', true, null] },
  { field: 'generateAudio', of: withSwitch, taken: [true, false], refused: ['false', 0, null] },
  { field: 'generateAudio', of: but(...withSwitch), taken: [], refused: [true, false] },
  {
    field: 'audioUrl',
    of: ['evolink text', 'evolink image'],
    taken: [
      'https://example.com/sound.mp3',
      'https://example.com/sound.MP3?sig=1',
      'https://example.com/sound',
      's3://media/sound.mp3',
    ],
    refused: ['https://example.com/sound.wav', 'http://example.com/sound.mp3', 'sound.mp3', '', null, ['a.mp3']],
  },
  {
    field: 'audioUrl',
    of: ['vtrix', 'aimlapi', 'dashscope text', 'dashscope image', 'dashscope image flash'],
    taken: ['https://example.com/sound.mp3', 'https://example.com/sound.WAV?sig=1', 's3://media/sound.wav'],
    refused: ['https://example.com/sound.ogg', 'http://example.com/sound.wav', 'sound.wav', '', null, ['a.mp3']],
  },
  { field: 'audioUrl', of: references, taken: [], refused: ['https://example.com/sound.mp3'] },
  {
    field: 'imageUrl',
    of: images,
    taken: ['jpeg', 'jpg', 'png', 'bmp', 'webp', 'PNG'].map((extension) => `https://example.com/a.${extension}`),
    refused: [
      'https://example.com/a.gif',
      'http://example.com/a.png',
      ' https://example.com/a.png?sig=1',
      'https:/example.com/a.png?sig=1',
      'https:example.com/a.png?sig=1',
      'https://user:pass@example.com/a.png',
      's3://media',
      'data:image/png;base64,iVBORw0KGgo=',
      ['https://example.com/a.png'],
      undefined,
    ],
  },
  { field: 'imageUrl', of: but(...images), taken: [], refused: ['https://example.com/a.png'] },
  {
    field: 'referenceVideoUrls',
    of: ['evolink reference'],
    taken: [1, 2, 3].map((count) => Array.from({ length: count }, (_, at) => `https://example.com/${at}.mov`)),
    refused: [
      [],
      ['1', '2', '3', '4'].map((name) => `https://example.com/${name}.mp4`),
      'https://example.com/a.mp4',
      ['https://example.com/a.avi'],
      ['http://example.com/a.mp4'],
      [7],
      undefined,
    ],
  },
  { field: 'referenceVideoUrls', of: but(...references), taken: [], refused: [['https://example.com/a.mp4']] },
  {
    field: 'referenceVideoUrls',
    of: dashscopeReferences,
    taken: [undefined, ...[1, 2, 3].map((count) => linksOf(count, 'mov'))],
    refused: [[], linksOf(4, 'mp4'), 'https://example.com/a.mp4', ['https://example.com/a.avi'], [7], null],
  },
  {
    field: 'referenceImageUrls',
    of: dashscopeReferences,
    taken: [1, 2, 3, 4, 5].map((count) => linksOf(count, 'png')),
    refused: [[], 'https://example.com/a.png', ['https://example.com/a.gif'], ['http://example.com/a.png'], [7], null],
  },
  { field: 'referenceImageUrls', of: but(...dashscopeReferences), taken: [], refused: [['https://example.com/a.png']] },
  {
    field: 'negativePrompt',
    of: withNegative,
    taken: ['blurry', '🐈'.repeat(500)],
    refused: ['', ' ', 'x'.repeat(501), 7, null, ['blurry']],
  },
  { field: 'negativePrompt', of: but(...withNegative), taken: [], refused: ['blurry'] },
  { field: 'seed', of: withSeed, taken: [0, 42, 2_147_483_647], refused: [-1, 2_147_483_648, 0.5, '42', null] },
  { field: 'seed', of: but(...withSeed), taken: [], refused: [42] },
  { field: 'watermark', of: withWatermark, taken: [true, false], refused: ['true', 0, null] },
  { field: 'watermark', of: but(...withWatermark), taken: [], refused: [false] },
  { field: 'account', of: everywhere, taken: ['default', 'team-a2'], refused: ['Team A', '', 7, null] },
  // Neither does any model take the gateway's own names.
  { field: 'quality', of: everywhere, taken: [], refused: ['720p'] },
  { field: 'size', of: everywhere, taken: [], refused: ['1280*720'] },
  { field: 'duration', of: everywhere, taken: [], refused: [5] },
];

const cases = rules.flatMap(({ field, of, taken, refused }) => of.map((kind) => ({ field, kind, taken, refused })));

test.each(cases)('$field of $kind: what is documented is taken', ({ field, kind, taken }) => {
  for (const value of taken) expect(issuesOf({ ...least[kind], [field]: value }), String(value)).toEqual([]);
});

test.each(cases)('$field of $kind: anything else is refused, and the field is named', ({ field, kind, refused }) => {
  for (const value of refused) {
    expect(issuesOf({ ...least[kind], [field]: value }).map((issue) => issue.field.split('.')[0])).toEqual([field]);
  }
});

test.each(but(...references))("%s: 'multi' needs the prompt's extension, which is on by default", (kind) => {
  expect(issuesOf({ ...least[kind], shotType: 'multi' })).toEqual([]);
  expect(issuesOf({ ...least[kind], shotType: 'multi', extendPrompt: true })).toEqual([]);
  expect(issuesOf({ ...least[kind], shotType: 'single', extendPrompt: false })).toEqual([]);
  expect(issuesOf({ ...least[kind], shotType: 'multi', extendPrompt: false })).toMatchObject([{ field: 'shotType' }]);
});

test.each(['vtrix', 'aimlapi', 'dashscope image flash'] as const)(
  "%s: a sound of one's own can't be silent",
  (kind) => {
    const audioUrl = 'https://example.com/sound.mp3';
    expect(issuesOf({ ...least[kind], audioUrl })).toEqual([]);
    expect(issuesOf({ ...least[kind], audioUrl, generateAudio: true })).toEqual([]);
    expect(issuesOf({ ...least[kind], generateAudio: false })).toEqual([]);
    expect(messageOf({ ...least[kind], audioUrl, generateAudio: false })).toContain(
      'generateAudio: false; allowed: false only without audioUrl',
    );
  },
);

test.each(dashscopeReferences)('%s: videos and images are one to five together', (kind) => {
  const { referenceImageUrls: _, ...without } = leastDashscope.reference;
  const of = (videos: number, image: number) => ({
    ...without,
    model: least[kind].model,
    ...(videos > 0 && { referenceVideoUrls: linksOf(videos, 'mp4') }),
    ...(image > 0 && { referenceImageUrls: linksOf(image, 'png') }),
  });
  for (const [videos, image] of [
    [1, 0],
    [3, 0],
    [0, 1],
    [0, 5],
    [3, 2],
    [1, 4],
  ] as const) {
    expect(issuesOf(of(videos, image)), `${videos} + ${image}`).toEqual([]);
  }
  for (const [videos, image] of [
    [0, 0],
    [3, 3],
    [1, 5],
    [2, 4],
  ] as const) {
    expect(issuesOf(of(videos, image)), `${videos} + ${image}`).toMatchObject([
      { field: 'referenceVideoUrls', allowed: expect.stringContaining('1 to 5 references') },
    ]);
  }
});

test.each([undefined, null, '', 'wan2.6-text-to-video', 'evolink/wan2.7', 'toString', '__proto__', 7])(
  'a model that cannot be ordered is refused with the list of those that can: %s',
  (model) => {
    expect(issuesOf({ ...leastText, model })).toMatchObject([
      { field: 'model', allowed: expect.stringContaining('evolink/wan2.6-reference-video-flash') },
    ]);
  },
);

test.each([undefined, null, 'A cat playing piano', 7, [leastText], () => leastText])(
  'only a JSON object is a request: %s',
  (request) => {
    expect(issuesOf(request)).toMatchObject([{ field: 'request', allowed: 'a JSON object' }]);
  },
);
