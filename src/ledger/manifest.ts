import { z } from 'zod';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { StoredGeneration } from '../domain/result.js';
import type { Bucket } from '../storage/bucket.js';

/** Just what tells a manifest from anything else: it is read by the version that wrote it, and by later ones. */
const manifest = z.looseObject({
  schema: z.literal(1),
  state: z.literal('stored'),
  id: z.string(),
  video: z.looseObject({ uri: z.string(), sha256: z.string() }),
});

/** The manifest beside a generation's video: written last, so that it stands for a whole and verified file. */
export interface Manifests {
  /** The generation's manifest, or with `late` that of its superseded submission of this number. */
  read(id: string, late?: number): Promise<StoredGeneration | undefined>;
  /** Writes the manifest unless there is one; answers with the one that stands. */
  write(result: StoredGeneration, late?: number): Promise<StoredGeneration>;
}

/** The manifests in `bucket`. */
export function createManifests(bucket: Bucket, keys: ObjectKeys): Manifests {
  async function read(id: string, late?: number): Promise<StoredGeneration | undefined> {
    const text = await bucket.readText(keys.manifest(id, late));
    return text === undefined ? undefined : (manifest.parse(JSON.parse(text)) as object as StoredGeneration);
  }
  return {
    read,
    async write(result, late) {
      const body = JSON.stringify(result, null, 2);
      const outcome = await bucket.create(keys.manifest(result.id, late), body, { contentType: 'application/json' });
      return outcome === 'created' ? result : ((await read(result.id, late)) ?? result);
    },
  };
}
