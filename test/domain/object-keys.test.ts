import { expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';

const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: 'task-unified-1' } as const;

const gate = { gateway: 'dashscope', account: 'default', model: 'dashscope/wan2.6-t2v' } as const;
const ticket = {
  name: 'rw-1',
  fairnessKey: 'storyboard-film',
  orderedAtMs: 1_767_225_600_000,
  aliveUntilMs: 1_767_225_660_000,
};

test('the layout of the bucket is a contract', () => {
  const keys = createObjectKeys('team/videos');
  expect([
    keys.video('ad-42'),
    keys.video('ad-42', 2),
    keys.cutOff('ad-42', 1),
    keys.manifest('ad-42'),
    keys.submission('ad-42', 1),
    keys.acceptance('ad-42', 1),
    keys.taskClaim(task),
    keys.hold({ kind: 'gateway', gateway: 'evolink' }),
    keys.hold({ kind: 'account', gateway: 'evolink', account: 'default' }),
    keys.hold({ kind: 'model', gateway: 'evolink', model: 'evolink/wan2.6-text-to-video' }),
    keys.gates.place(gate, 3),
    keys.gates.ticket(gate, ticket),
    keys.outage(gate, 7),
    keys.input('5e88', 'png'),
    keys.films.film('harbour', '9d1c', 'film.mp4'),
    keys.films.frame('harbour', '9d1c', 'png'),
  ]).toEqual([
    'team/videos/generations/ad-42/video.mp4',
    'team/videos/generations/ad-42/submissions/2/video.mp4',
    'team/videos/generations/ad-42/submissions/1/cut-off/',
    'team/videos/generations/ad-42/manifest.json',
    'team/videos/generations/ad-42/submissions/1.json',
    'team/videos/generations/ad-42/submissions/1.accepted.json',
    'team/videos/ledger/evolink/default/tasks/task-unified-1.json',
    'team/videos/holds/evolink.json',
    'team/videos/holds/evolink/accounts/default.json',
    'team/videos/holds/evolink/models/wan2.6-text-to-video.json',
    'team/videos/ledger/dashscope/default/gates/wan2.6-t2v/places/3.json',
    'team/videos/ledger/dashscope/default/gates/wan2.6-t2v/line/storyboard-film/1767225600000-1767225660000-rw-1.json',
    'team/videos/ledger/dashscope/default/outage/000007.json',
    'team/videos/inputs/5e88.png',
    'team/videos/storyboards/harbour/films/9d1c/film.mp4',
    'team/videos/storyboards/harbour/frames/9d1c.png',
  ]);
});

test.each([
  ['ad-42/video.mp4', true],
  ['ad-42/submissions/2/video.mp4', true],
  ['ad-42/submissions/1/cut-off/4711.mp4', true],
  ['story/shot/take/video.mp4', true],
  ['ad-42/poster.jpg', false],
  ['ad-42/my/video.mp4', false],
  ['ad-42/submissions/1/cut-off/4711.txt', false],
  ['ad-42/submissions/1.json', false],
])('whether generations/%s is a video of ours: %s', (key, isOurs) => {
  const keys = createObjectKeys('videos');
  expect(keys.isVideo(`videos/generations/${key}`)).toBe(isOurs);
  expect(keys.isVideo(`elsewhere/generations/${key}`)).toBe(false);
});

test('whether a key is that of a film of ours', () => {
  const { isFilm, film } = createObjectKeys('videos').films;
  const key = film('harbour', '9d'.repeat(32), 'film.mp4');
  expect(isFilm(key)).toBe(true);
  for (const other of [key.replace('film.mp4', 'poster.jpg'), `elsewhere/${key}`, key.replace('9d9d', 'x')]) {
    expect(isFilm(other)).toBe(false);
  }
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

test("a hold's key says what it holds; other keys, and gateways that are not known, say nothing", () => {
  const keys = createObjectKeys('team');
  for (const scope of [
    { kind: 'gateway', gateway: 'evolink' },
    { kind: 'account', gateway: 'evolink', account: 'default' },
    { kind: 'model', gateway: 'evolink', model: 'evolink/wan2.6-text-to-video' },
  ] as const) {
    expect(keys.scopeOfHold(keys.hold(scope))).toEqual(scope);
  }
  for (const key of [
    'team/holds/elsewhere.json',
    'team/holds/evolink/',
    'team/holds/evolink/tasks/t.json',
    'team/holds/evolink/accounts/a/b.json',
    'other/holds/evolink.json',
  ]) {
    expect(keys.scopeOfHold(key), key).toBeUndefined();
  }
});

test('a key before a gate says which place or whose ticket it is; other keys say nothing', () => {
  const { gates } = createObjectKeys('team');
  expect(gates.placeOf(gate, gates.place(gate, 12))).toBe(12);
  expect(gates.ticketOf(gate, gates.ticket(gate, ticket))).toEqual(ticket);
  const others = [
    'places/x.json',
    'places/1.txt',
    'line/1-2-rw-1.json',
    'line/a/b-2-rw-1.json',
    'line/a/1-2-.json',
    '',
  ];
  for (const other of others) {
    expect(gates.placeOf(gate, `${gates.folder(gate)}${other}`)).toBeUndefined();
    expect(gates.ticketOf(gate, `${gates.folder(gate)}${other}`)).toBeUndefined();
  }
  const elsewhere = { ...gate, account: 'team-a' };
  expect(gates.placeOf(gate, gates.place(elsewhere, 1))).toBeUndefined();
  expect(gates.ticketOf(gate, gates.ticket(elsewhere, ticket))).toBeUndefined();
});
