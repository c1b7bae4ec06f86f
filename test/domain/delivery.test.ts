import { describe, expect, test } from 'vitest';
import { findShortfalls, inOneLine, type FindingCode } from '../../src/domain/delivery.js';
import type { MediaFacts } from '../../src/domain/media.js';
import type { OrderedVideo } from '../../src/domain/ordered-video.js';

const ordered: OrderedVideo = {
  durationSeconds: 5,
  resolution: '720p',
  aspectRatio: '16:9',
  referenceVideos: 0,
  referenceImages: 0,
};

const media: MediaFacts = {
  durationSeconds: 5.042,
  width: 1280,
  height: 720,
  framesPerSecond: 24,
  videoCodec: 'avc1',
  soundCodec: 'mp4a',
};

interface Case {
  readonly order?: Partial<OrderedVideo>;
  readonly file?: Partial<MediaFacts>;
  readonly billed?: number;
}

const findings = ({ order, file, billed }: Case) =>
  findShortfalls({
    ordered: { ...ordered, ...order },
    billedSeconds: billed,
    inspection: { state: 'read', media: { ...media, ...file } },
  });

const codes = (delivered: Case): readonly FindingCode[] => findings(delivered).map(({ code }) => code);

describe('what was ordered is found to be delivered', () => {
  test.each<[string, Case]>([
    ['a frame more', { file: { durationSeconds: 5.042 } }],
    ['three frames fewer, of 16 a second', { file: { durationSeconds: 4.813 } }],
    [
      '1088 × 832, which is what gateways call 4:3',
      { order: { aspectRatio: '4:3' }, file: { width: 1088, height: 832 } },
    ],
    ['832 × 1088 for 3:4', { order: { aspectRatio: '3:4' }, file: { width: 832, height: 1088 } }],
    ['960 × 960 for 1:1', { order: { aspectRatio: '1:1' }, file: { width: 960, height: 960 } }],
    [
      '1632 × 1248 for 4:3',
      { order: { resolution: '1080p', aspectRatio: '4:3' }, file: { width: 1632, height: 1248 } },
    ],
    ['720 × 1280 for 9:16', { order: { aspectRatio: '9:16' }, file: { width: 720, height: 1280 } }],
    ['the shape of an image', { order: { aspectRatio: undefined }, file: { width: 1472, height: 624 } }],
    ['more pixels', { file: { width: 1920, height: 1080 } }],
    ['silence, where sound was the model’s choice', { file: { soundCodec: null } }],
    ['sound, where it was ordered', { order: { sound: true } }],
    ['silence, where it was ordered', { order: { sound: false }, file: { soundCodec: null } }],
    ['the seconds that were billed', { billed: 5 }],
    ['a second that was begun', { billed: 5, file: { durationSeconds: 4.9 } }],
  ])('%s', (_, delivered) => {
    expect(findings(delivered)).toEqual([]);
  });
});

describe('what is missing is found', () => {
  test.each<[Case, object]>([
    [
      { file: { durationSeconds: 4.042 } },
      {
        code: 'SHORTER_THAN_ORDERED',
        orderedSeconds: 5,
        deliveredSeconds: 4.042,
        message: 'Ordered 5 s; the video lasts 4.042 s.',
      },
    ],
    [
      { file: { durationSeconds: 6 } },
      {
        code: 'LONGER_THAN_ORDERED',
        orderedSeconds: 5,
        deliveredSeconds: 6,
        message: 'Ordered 5 s; the video lasts 6 s.',
      },
    ],
    [
      { order: { resolution: '1080p' } },
      {
        code: 'SMALLER_THAN_ORDERED',
        orderedPixels: 2_073_600,
        deliveredPixels: 921_600,
        message: 'Ordered 1080p, about 2073600 pixels; the video is 1280 × 720.',
      },
    ],
    [
      { order: { aspectRatio: '9:16' } },
      {
        code: 'OTHER_ASPECT_RATIO',
        orderedRatio: '9:16',
        deliveredWidth: 1280,
        deliveredHeight: 720,
        message: 'Ordered 9:16; the video is 1280 × 720.',
      },
    ],
    [
      { order: { sound: true }, file: { soundCodec: null } },
      { code: 'NO_SOUND', message: 'Ordered with sound; the video is silent.' },
    ],
    [
      { order: { sound: false } },
      { code: 'UNEXPECTED_SOUND', message: 'Ordered without sound; the video has a sound track (mp4a).' },
    ],
  ])('%j', (delivered, finding) => {
    expect(findings(delivered)).toEqual([finding]);
  });

  test('in length and on the bill', () => {
    const delivered = { file: { durationSeconds: 4.042 }, billed: 5 };
    expect(codes(delivered)).toEqual(['SHORTER_THAN_ORDERED', 'BILLED_MORE_THAN_DELIVERED']);
    expect(findings(delivered)[1]).toEqual({
      code: 'BILLED_MORE_THAN_DELIVERED',
      billedSeconds: 5,
      deliveredSeconds: 4.042,
      message: 'Billed for 5 s; the video lasts 4.042 s.',
    });
  });

  test('all at once, and said in one line', () => {
    const delivered = {
      file: { durationSeconds: 1, width: 640, height: 640, soundCodec: null },
      order: { sound: true },
    };
    expect(codes(delivered)).toEqual([
      'SHORTER_THAN_ORDERED',
      'SMALLER_THAN_ORDERED',
      'OTHER_ASPECT_RATIO',
      'NO_SOUND',
    ]);
    expect(inOneLine(findings(delivered))).toContain('the video lasts 1 s. Ordered 720p');
  });
});

test('where nothing is found, nothing is said', () => {
  expect(inOneLine([])).toBeUndefined();
  expect(inOneLine(undefined)).toBeUndefined();
});

test('an unreadable file is one finding, with the reason', () => {
  const inspection = { state: 'unreadable', reason: 'it has no index' } as const;
  expect(findShortfalls({ ordered, billedSeconds: 5, inspection })).toEqual([
    { code: 'UNREADABLE', message: 'The file could not be read as a video: it has no index.' },
  ]);
});

test('what is not known to have been ordered is not found to be missing', () => {
  const inspection = { state: 'read', media: { ...media, durationSeconds: 1 } } as const;
  expect(findShortfalls({ ordered: undefined, billedSeconds: undefined, inspection })).toEqual([]);
});
