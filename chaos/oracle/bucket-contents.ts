import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Scene } from '../services/scene.js';
import { fileDigest } from './file-digest.js';

/** What the bucket holds at the end, read past S3 from its files. */
export interface BucketContents {
  /** Digests of all videos, in hex, by the id of their generation. */
  readonly videos: ReadonlyMap<string, string>;
  /** Everything else, by its key. */
  readonly texts: ReadonlyMap<string, string>;
  /** Uploads that were begun and neither completed nor aborted. */
  readonly unfinishedUploads: number;
}

/** Reads the whole bucket. */
export async function readBucket({ s3, secrets }: Scene): Promise<BucketContents> {
  const videos = new Map<string, string>();
  const texts = new Map<string, string>();
  for (const folder of ['generations', 'ledger']) {
    for (const entry of await readdir(join(s3.files, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (entry.name.endsWith('.json')) texts.set(path.slice(s3.files.length + 1), await readFile(path, 'utf8'));
      else if (entry.name === 'video.mp4') videos.set(basename(entry.parentPath), (await fileDigest(path)) ?? '');
    }
  }
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${s3.port}`,
    region: 'us-east-1',
    credentials: secrets.s3,
    forcePathStyle: true,
  });
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: s3.bucket }));
  client.destroy();
  return { videos, texts, unfinishedUploads: Uploads.length };
}
