import { expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';

const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: 'task-unified-1' } as const;

test('the layout of the bucket is a contract', () => {
  const keys = createObjectKeys('team/videos');
  expect([
    keys.video('ad-42'),
    keys.manifest('ad-42'),
    keys.submission('ad-42', 1),
    keys.acceptance('ad-42', 1),
    keys.taskClaim(task),
    keys.input('5e88', 'png'),
  ]).toEqual([
    'team/videos/generations/ad-42/video.mp4',
    'team/videos/generations/ad-42/manifest.json',
    'team/videos/generations/ad-42/submissions/1.json',
    'team/videos/generations/ad-42/submissions/1.accepted.json',
    'team/videos/ledger/evolink/default/tasks/task-unified-1.json',
    'team/videos/inputs/5e88.png',
  ]);
});

test.each([
  ['ad-42/video.mp4', true],
  ['ad-42/submissions/2/video.mp4', true],
  ['story/shot/take/video.mp4', true],
  ['ad-42/poster.jpg', false],
  ['ad-42/my/video.mp4', false],
  ['ad-42/submissions/1.json', false],
])('whether generations/%s is a video of ours: %s', (key, isOurs) => {
  const keys = createObjectKeys('videos');
  expect(keys.isVideo(`videos/generations/${key}`)).toBe(isOurs);
  expect(keys.isVideo(`elsewhere/generations/${key}`)).toBe(false);
});

test.each([
  ['', 'generations/ad-42/video.mp4'],
  ['videos', 'videos/generations/ad-42/video.mp4'],
  ['videos/', 'videos/generations/ad-42/video.mp4'],
])('the prefix %j leads to %s', (prefix, key) => {
  expect(createObjectKeys(prefix).video('ad-42')).toBe(key);
});

test("a gateway's task id cannot leave the folder of claims", () => {
  const claim = (taskId: string) => createObjectKeys('').taskClaim({ ...task, taskId });
  expect(claim('../../generations/ad-42/video')).toBe(
    'ledger/evolink/default/tasks/..%2F..%2Fgenerations%2Fad-42%2Fvideo.json',
  );
  expect(new URL(claim('..'), 'http://x/').pathname).toBe('/ledger/evolink/default/tasks/...json');
});
