import { expect, test } from 'vitest';
import { readGenerationKey } from '../../src/domain/generation-key.js';
import { createObjectKeys } from '../../src/domain/object-keys.js';

const keys = createObjectKeys('team');
const read = (key: string) => readGenerationKey(key.slice(keys.generations.length));

test.each(['ad-42', 'a.b', 'board/shot-1/2', 'submissions/1/2'])('every record of %s is read as it was named', (id) => {
  expect(read(keys.manifest(id))).toEqual({ holds: 'manifest', id });
  expect(read(keys.submission(id, 3))).toEqual({ holds: 'record', id, n: 3 });
  expect(read(keys.acceptance(id, 3))).toEqual({ holds: 'acceptance', id, n: 3 });
  expect(read(keys.closure(id, 12))).toEqual({ holds: 'closure', id, n: 12 });
});

test.each(['ad-42/video.mp4', 'ad-42/submissions/0.json', '../x/manifest.json', 'a/b/manifest.json', 'manifest.json'])(
  '%s is no record',
  (name) => {
    expect(readGenerationKey(name)).toBeUndefined();
  },
);

test('the manifest of a late video does not make its generation a stored one', () => {
  expect(read(keys.manifest('ad-42', 1))).not.toEqual({ holds: 'manifest', id: 'ad-42' });
});
