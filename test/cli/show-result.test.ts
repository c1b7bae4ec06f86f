import { expect, test } from 'vitest';
import { showResult } from '../../src/cli/show-result.js';
import type { StoredGeneration } from '../../src/domain/result.js';

const at = '2026-01-01T00:00:00.000Z';
const cost = { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'settled' } as const;
const older: StoredGeneration = {
  schema: 1,
  id: 'ad-42',
  state: 'stored',
  model: 'evolink/wan2.6-text-to-video',
  taskId: 'task-unified-1',
  video: {
    uri: 's3://videos/ad-42/video.mp4',
    bucket: 'videos',
    key: 'ad-42/video.mp4',
    bytes: 1000,
    sha256: 'ab',
    crc32: 'cd',
    contentType: 'video/mp4',
  },
  cost,
  submissions: [],
  times: { requestedAt: at, acceptedAt: at, storedAt: at },
};

test('a result says what the file is and where it differs from the order', () => {
  const media = {
    durationSeconds: 4.042,
    width: 1280,
    height: 720,
    framesPerSecond: 24,
    videoCodec: 'avc1',
    soundCodec: null,
  };
  const message = 'Ordered 5 s; the video lasts 4.042 s.';
  const text = showResult({
    ...older,
    video: { ...older.video, media },
    findings: [{ code: 'SHORTER_THAN_ORDERED', orderedSeconds: 5, deliveredSeconds: 4.042, message }],
  });
  expect(text).toContain('4.042 s, 1280 × 720, 24 frames a second, avc1, silent');
  expect(text).toContain(message);
});

test('a result from before files were looked at is shown without', () => {
  expect(
    showResult(older)
      .split('\n')
      .map((line) => line.trim().split(' ')[0]),
  ).toEqual(['ad-42', 'video', 'sha256', 'task', 'cost']);
});
