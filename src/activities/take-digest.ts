import { requestDigest } from '../domain/requests/request-digest.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import { parseS3Uri } from '../domain/s3-uri.js';
import type { Bucket } from '../storage/bucket.js';

/** Everything that determines a take. */
export interface TakeIngredients {
  /** With its defaults; without the first frame of a shot that continues another. */
  readonly request: CheckedRequest;
  /** The digest of the take that it continues. */
  readonly parent: string | undefined;
  /** Tells takes apart that are ordered alike, from 1. */
  readonly variation: number;
  /** Set where nothing made before is to be used again: the storyboard's id. */
  readonly fresh: string | undefined;
}

/**
 * The digest (hex) of a take: equal ones are the same video. Files in the bucket count by their content, as far as its
 * server tells it; other links by their address.
 */
export async function takeDigest(
  bucket: Pick<Bucket, 'name' | 'head'>,
  { request, parent, variation, fresh }: TakeIngredients,
): Promise<string> {
  const files = await Promise.all(linksOf(request).map((link) => contentOf(bucket, link)));
  return requestDigest({ schema: 1, request, files, parent, variation, fresh });
}

const linksOf = (request: CheckedRequest): readonly string[] =>
  Object.entries(request)
    .filter(([name]) => /Urls?$/.test(name))
    .flatMap(([, value]): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter((link) => typeof link === 'string');

async function contentOf(bucket: Pick<Bucket, 'name' | 'head'>, link: string): Promise<string | null> {
  const { bucket: name, key } = parseS3Uri(link) ?? {};
  if (key === undefined || name !== bucket.name) return null;
  return (await bucket.head(key))?.etag ?? null;
}
