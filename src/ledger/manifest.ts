import { z } from 'zod';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { StoredGeneration } from '../domain/result.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';

/** Just what tells a manifest from anything else: it is read by the version that wrote it, and by later ones. */
const manifest = z.looseObject({
  schema: z.literal(1),
  state: z.literal('stored'),
  id: z.string(),
  video: z.looseObject({ uri: z.string(), sha256: z.string() }),
}) as object as z.ZodType<StoredGeneration>;

/** The manifest beside a generation's video: written last, so that it stands for a whole and verified file. */
export interface Manifests {
  /** The generation's manifest, or with `late` that of its superseded submission of this number. */
  read(id: string, late?: number): Promise<StoredGeneration | undefined>;
  /** Writes the manifest unless there is one; answers with the one that stands. */
  write(result: StoredGeneration, late?: number): Promise<StoredGeneration>;
}

/** The manifests in `bucket`. */
export function createManifests(bucket: Bucket, keys: ObjectKeys): Manifests {
  const objects = jsonObjects(bucket);
  return {
    read: (id, late) => objects.read(keys.manifest(id, late), manifest),
    write: (result, late) => objects.settle(keys.manifest(result.id, late), manifest, result),
  };
}
