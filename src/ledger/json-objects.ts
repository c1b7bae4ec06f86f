import type { z } from 'zod';
import type { Bucket } from '../storage/bucket.js';

/** More often than this nobody comes between two steps, unless the bucket contradicts itself. */
const mostTries = 10;

/** Small records in a bucket, checked when they are read. They are written once; only a stronger word replaces one. */
export function jsonObjects(bucket: Bucket) {
  const create = (key: string, value: object) =>
    bucket.create(key, JSON.stringify(value, null, 2), { contentType: 'application/json' });

  async function read<Schema extends z.ZodType>(key: string, schema: Schema): Promise<z.output<Schema> | undefined> {
    const text = await bucket.readText(key);
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  }

  /** Removes the record if it is such a one. However late the removal comes, a record that was written since stays. */
  async function remove<Schema extends z.ZodType>(
    key: string,
    schema: Schema,
    isMeant: (standing: z.output<Schema>) => boolean,
  ): Promise<void> {
    // In this order, the version is that of the record or of one that stood before it, never that of a later one.
    const version = await bucket.head(key);
    const standing = version && (await read(key, schema));
    if (version === undefined || standing === undefined || !isMeant(standing)) return;
    await bucket.delete(key, { etag: version.etag });
  }

  /** Writes the record unless there is one that it doesn't outrank; gives the one that stands. */
  async function settle<Schema extends z.ZodType<object>>(
    key: string,
    schema: Schema,
    value: z.output<Schema>,
    isOutranked: (standing: z.output<Schema>) => boolean = () => false,
  ): Promise<z.output<Schema>> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if ((await create(key, value)) === 'created') return value;
      const standing = await read(key, schema);
      if (standing !== undefined && !isOutranked(standing)) return standing;
      await remove(key, schema, isOutranked);
    }
    throw new Error(`${key} can neither be written nor read`);
  }

  return { create, read, remove, settle };
}
