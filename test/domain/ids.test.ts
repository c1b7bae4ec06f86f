import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCallersId, isGenerationId } from '../../src/domain/ids.js';

test.each(['a', '7', 'ad-42', 'Ad_42.final', 'a..b', 'x'.repeat(100)])('callers may use %s', (id) => {
  expect(isCallersId(id)).toBe(true);
  expect(isGenerationId(id)).toBe(true);
});

test.each(['', '.', '..', '-a', '_a', 'a b', 'a/b', 'ä', 'a\n', 'a\0', 'x'.repeat(101), '%41', 'a?b', 'a#b'])(
  'callers may not use %j',
  (id) => {
    expect(isCallersId(id)).toBe(false);
    expect(isGenerationId(id)).toBe(false);
  },
);

test("a storyboard's child has three parts, each by the same grammar", () => {
  expect(isGenerationId('autumn/shot-1/take.2')).toBe(true);
  expect(isCallersId('autumn/shot-1/take.2')).toBe(false);
  for (const id of ['a/b', 'a/b/c/d', 'a//c', '/b/c', 'a/../c', 'a/b/', 'a/b/c d']) {
    expect(isGenerationId(id), id).toBe(false);
  }
});

test('no id can leave its folder', () => {
  const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '.', '/', '-', '%', '\\') }), { maxLength: 3 });
  fc.assert(
    fc.property(parts, (pieces) => {
      const id = pieces.join('/');
      const staysInside = new URL(`http://x/generations/${id}`).pathname === `/generations/${id}`;
      expect(staysInside || !isGenerationId(id)).toBe(true);
    }),
  );
});
