import type { z } from 'zod';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';

/** A word, and its place among those of its folder. */
export interface Numbered<Value> {
  /** From 1. */
  readonly number: number;
  readonly value: Value;
}

/**
 * So many earlier words are kept: a listing that is not of one moment could otherwise miss both the last word and the one that
 * was removed for it. It would have to last as long as so many changes.
 */
const keptBehind = 8;

/** More often than this nobody comes between a listing and a reading, unless the bucket contradicts itself. */
const mostTries = 10;

/**
 * What many writers change in a bucket that never replaces an object: each word is a new object, and of a folder the one with
 * the highest number counts. That one is never removed, so the highest number never falls.
 */
export function numberedObjects<Schema extends z.ZodType<object>>(bucket: Bucket, schema: Schema) {
  type Value = z.output<Schema>;
  const { create, read } = jsonObjects(bucket);
  const keyOf = (folder: string, number: number) => `${folder}${String(number).padStart(6, '0')}.json`;

  async function numbersIn(folder: string): Promise<readonly number[]> {
    const numbers: number[] = [];
    for await (const { key } of bucket.list(folder)) {
      const number = Number(/^(\d+)\.json$/.exec(key.slice(folder.length))?.[1]);
      if (number > 0) numbers.push(number);
    }
    return numbers;
  }

  /** The word that counts, if there is any; `known` is not read again. */
  async function last(folder: string, known?: Numbered<Value>): Promise<Numbered<Value> | undefined> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const number = Math.max(0, ...(await numbersIn(folder)));
      if (number === 0) return undefined;
      if (number === known?.number) return known;
      const value = await read(keyOf(folder, number), schema);
      if (value !== undefined) return { number, value };
      // So many words have come meanwhile that this one is gone.
    }
    throw new Error(`${folder} changes faster than it can be read`);
  }

  /** Says the next word after the one with the number `seen`, 0 for none; `undefined` where somebody else came first. */
  async function follow(folder: string, seen: number, value: Value): Promise<Numbered<Value> | undefined> {
    const number = seen + 1;
    if ((await create(keyOf(folder, number), value)) === 'exists') return undefined;
    const numbers = await numbersIn(folder);
    const highest = Math.max(...numbers);
    const old = numbers.filter((each) => each < highest - keptBehind);
    await Promise.all(old.map((each) => bucket.delete(keyOf(folder, each)).catch(() => {})));
    // A slow writer can create a number that others have passed, and removed: that word was never said.
    return number === highest ? { number, value } : undefined;
  }

  /** Unsays everything. */
  async function end(folder: string): Promise<void> {
    for (const number of await numbersIn(folder)) await bucket.delete(keyOf(folder, number));
  }

  return { last, follow, end };
}
