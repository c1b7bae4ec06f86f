import { expect, test } from 'vitest';
import { issuesOf, leastImage, leastReference, leastText } from './requests.js';

const least = { text: leastText, image: leastImage, reference: leastReference } as const;
type Kind = keyof typeof least;

const everywhere: readonly Kind[] = ['text', 'image', 'reference'];
const withAudio: readonly Kind[] = ['text', 'image'];
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
    of: ['text'],
    taken: numbersOf(2, 15),
    refused: [1, 16, 0, -5, 2.5, '5', null, Number.NaN, Infinity, 5n, () => 5],
  },
  { field: 'durationSeconds', of: ['image'], taken: [5, 10, 15], refused: [2, 4, 6, 7, 14, 16, 5.5, '10'] },
  { field: 'durationSeconds', of: ['reference'], taken: numbersOf(2, 10), refused: [1, 11, 15, 9.5, '5'] },
  {
    field: 'resolution',
    of: everywhere,
    taken: ['720p', '1080p'],
    refused: ['480p', '720P', '1280*720', 720, '', null],
  },
  {
    field: 'aspectRatio',
    of: ['text', 'reference'],
    taken: ratios,
    refused: ['21:9', '16:10', '16/9', '', 'adaptive', null],
  },
  { field: 'aspectRatio', of: ['image'], taken: [], refused: ratios },
  { field: 'extendPrompt', of: ['text', 'image'], taken: [true, false], refused: ['true', 1, null] },
  { field: 'extendPrompt', of: ['reference'], taken: [], refused: [true, false] },
  { field: 'shotType', of: everywhere, taken: ['single', 'multi'], refused: ['triple', 'Multi', true, null] },
  { field: 'generateAudio', of: ['reference'], taken: [true, false], refused: ['false', 0, null] },
  { field: 'generateAudio', of: ['text', 'image'], taken: [], refused: [true, false] },
  {
    field: 'audioUrl',
    of: withAudio,
    taken: [
      'https://example.com/sound.mp3',
      'https://example.com/sound.MP3?sig=1',
      'https://example.com/sound',
      's3://media/sound.mp3',
    ],
    refused: ['https://example.com/sound.wav', 'http://example.com/sound.mp3', 'sound.mp3', '', null, ['a.mp3']],
  },
  { field: 'audioUrl', of: ['reference'], taken: [], refused: ['https://example.com/sound.mp3'] },
  {
    field: 'imageUrl',
    of: ['image'],
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
  { field: 'imageUrl', of: ['text', 'reference'], taken: [], refused: ['https://example.com/a.png'] },
  {
    field: 'referenceVideoUrls',
    of: ['reference'],
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
  { field: 'referenceVideoUrls', of: ['text', 'image'], taken: [], refused: [['https://example.com/a.mp4']] },
  // No model of EvoLink documents these.
  { field: 'negativePrompt', of: everywhere, taken: [], refused: ['blurry'] },
  { field: 'seed', of: everywhere, taken: [], refused: [42] },
  { field: 'watermark', of: everywhere, taken: [], refused: [false] },
  // Neither does any model take the gateway's own names.
  { field: 'quality', of: everywhere, taken: [], refused: ['720p'] },
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

test.each(['text', 'image'] as const)("%s: 'multi' needs the prompt's extension, which is on by default", (kind) => {
  expect(issuesOf({ ...least[kind], shotType: 'multi' })).toEqual([]);
  expect(issuesOf({ ...least[kind], shotType: 'multi', extendPrompt: true })).toEqual([]);
  expect(issuesOf({ ...least[kind], shotType: 'single', extendPrompt: false })).toEqual([]);
  expect(issuesOf({ ...least[kind], shotType: 'multi', extendPrompt: false })).toMatchObject([{ field: 'shotType' }]);
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
