import { expect, test } from 'vitest';
import { wireKey } from '../../src/ledger/wire-key.js';

const name = { bucket: 'videos', prefix: 'films', id: 'ad-42', n: 1 };

test('a wire key fits the headers of every gateway', () => {
  // EvoLink takes 16 to 96 of these characters, AI/ML API up to 128.
  expect(wireKey(name)).toMatch(/^rw-[0-9a-f]{40}$/);
});

test('a submission has the same key in every attempt, and no other one has it', () => {
  expect(wireKey({ ...name })).toBe(wireKey(name));
  expect(wireKey({ ...name, prefix: 'films/' })).toBe(wireKey(name));
  const others = [
    { ...name, bucket: 'other' },
    { ...name, prefix: '' },
    { ...name, id: 'ad-43' },
    { ...name, n: 2 },
    { ...name, bucket: 'videosfilms', prefix: '' },
    { ...name, id: 'ad-4', n: 21 },
  ];
  expect(new Set([name, ...others].map(wireKey)).size).toBe(others.length + 1);
});
