import { createReadStream } from 'node:fs';
import type { VideoSource } from './video-source.js';

/** A file of this machine that does not change while it is stored. */
export interface FileSourceOptions {
  readonly path: string;
  readonly bytes: number;
  /** Hex: an upload of the very same bytes is gone on with. */
  readonly sha256: string;
}

/** Reads a local file for `storeVideo`. */
export const fileSource = ({ path, bytes, sha256 }: FileSourceOptions): VideoSource => ({
  bytes,
  version: sha256,
  ranges: true,
  read: (range) =>
    createReadStream(path, range && { start: range.from, end: range.to - 1 }) as AsyncIterable<Uint8Array>,
});
