import type { Bucket, Metadata } from './bucket.js';
import { storeVideo } from './store-video.js';
import type { VideoSource } from './video-source.js';

/** What is kept of a video of which only cut-off files can be had. */
export interface CutOffCopy {
  readonly key: string;
  readonly bytes: number;
}

export interface KeepOptions {
  readonly source: VideoSource;
  /** How long it was found to be. */
  readonly bytes: number;
  readonly metadata: Metadata;
  readonly signal: AbortSignal;
  readonly onProgress: (bytesStored: number) => void;
}

export interface CutOffCopies {
  longest(): Promise<CutOffCopy | undefined>;
  /** Keeps a file in place of shorter ones. Only once it is stored are they let go of. */
  keep(options: KeepOptions): Promise<CutOffCopy>;
  /** Lets go of all copies: the whole video is there. */
  drop(): Promise<void>;
}

/** The copies below `folder`, each named by its length. */
export function cutOffCopies(bucket: Bucket, folder: string): CutOffCopies {
  async function all(): Promise<CutOffCopy[]> {
    const copies: CutOffCopy[] = [];
    for await (const { key } of bucket.list(folder)) {
      const bytes = /^(\d+)\.mp4$/.exec(key.slice(folder.length))?.[1];
      if (bytes !== undefined) copies.push({ key, bytes: Number(bytes) });
    }
    return copies.toSorted((a, b) => b.bytes - a.bytes);
  }
  async function drop(copies: readonly CutOffCopy[]): Promise<void> {
    for (const { key } of copies) await bucket.delete(key);
  }

  return {
    longest: async () => (await all())[0],
    async keep({ bytes, ...stored }) {
      const copies = await all();
      const key = `${folder}${bytes}.mp4`;
      await storeVideo({ ...stored, bucket, key });
      await drop(copies.filter((copy) => copy.key !== key));
      return { key, bytes };
    },
    drop: async () => drop(await all()),
  };
}
