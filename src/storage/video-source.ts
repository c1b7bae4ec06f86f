/** Bytes from `from` up to, but not including, `to`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** What `storeVideo` reads: one file that does not change, or fails to be read once it has. */
export interface VideoSource {
  /** The file's length, where the other side tells it. */
  readonly bytes: number | undefined;
  /** The other side's mark of this version of the file, where it gives one. */
  readonly version: string | undefined;
  /** Whether `read` takes ranges, and may be called more than once. */
  readonly ranges: boolean;
  /** The bytes of `range`, exactly, or of the whole file. */
  read(range?: ByteRange): AsyncIterable<Uint8Array>;
}
