import type { z } from 'zod';
import type { Bucket } from '../storage/bucket.js';

/** Small records in a bucket: written once, never changed, checked when they are read. */
export function jsonObjects(bucket: Bucket) {
  const create = (key: string, value: object) =>
    bucket.create(key, JSON.stringify(value, null, 2), { contentType: 'application/json' });

  async function read<Schema extends z.ZodType>(key: string, schema: Schema): Promise<z.output<Schema> | undefined> {
    const text = await bucket.readText(key);
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  }

  /** Writes the record unless there is one; gives the one that stands. */
  async function settle<Schema extends z.ZodType<object>>(key: string, schema: Schema, value: z.output<Schema>) {
    if ((await create(key, value)) === 'created') return value;
    return (await read(key, schema)) ?? value;
  }

  return { create, read, settle };
}
