import type { ArrivingPart } from './arriving-part.js';
import type { ByteRange } from './video-source.js';

/** What S3 says about an object. */
export interface ObjectFacts {
  readonly bytes: number;
  readonly etag: string;
  /** Base64 of the big-endian CRC32 over the whole object, where the server keeps one. */
  readonly crc32: string | undefined;
  /** What `metadata` said at its creation. */
  readonly metadata: Metadata;
}

/** Names and values of a few bytes, ASCII. */
export type Metadata = Readonly<Record<string, string>>;

/** An object as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

/** What an object is made with. */
export interface CreateOptions {
  readonly contentType: string;
  readonly metadata?: Metadata | undefined;
  readonly signal?: AbortSignal;
}

/** Which part of an object to read. */
export interface ReadOptions {
  readonly range?: ByteRange;
  readonly signal?: AbortSignal;
}

/** A multipart upload that another process may continue. */
export interface Upload {
  readonly key: string;
  readonly uploadId: string;
}

/** A multipart upload under way. */
export interface BegunUpload extends Upload {
  readonly begunAt: Date;
}

/** A part that the bucket has. */
export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly bytes: number;
  /** Base64 of the big-endian CRC32 of the part. */
  readonly crc32: string;
}

/** The user's bucket, in the few verbs that Reelwork needs. Never overwrites an object. */
export interface Bucket {
  readonly name: string;
  /** Which bucket this is and where it lies, for messages. */
  describe(): Promise<string>;
  /** Creates the object unless its key is taken. One of several racing creators wins. */
  create(key: string, body: Uint8Array | string, options: CreateOptions): Promise<'created' | 'exists'>;
  /** The same of a body that may still arrive. */
  createArriving(key: string, body: ArrivingPart, options: CreateOptions): Promise<'created' | 'exists'>;
  /** A small object's text, or `undefined` when there is none. */
  readText(key: string): Promise<string | undefined>;
  head(key: string): Promise<ObjectFacts | undefined>;
  /** The object's bytes in order, or those of `range` where it is given. */
  read(key: string, options?: ReadOptions): AsyncIterable<Uint8Array>;
  /** Removes the object; with `etag`, only while it is that version of it. */
  delete(key: string, version?: { readonly etag: string }): Promise<void>;
  /** The objects whose keys begin with `prefix`, in the order of their keys. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** A link by which whoever has it can read an object, `s3://bucket/key`, for so many seconds. */
  signLink(uri: string, seconds: number): Promise<string>;

  /** Starts a multipart upload whose parts and whole are checked by CRC32. */
  startUpload(key: string, options: Pick<CreateOptions, 'contentType' | 'metadata'>): Promise<Upload>;
  /** Uploads to `key` that are neither completed nor aborted, oldest first. */
  openUploads(key: string): Promise<readonly Upload[]>;
  /** The same of all keys that begin with `prefix`. */
  openUploadsBelow(prefix: string): Promise<readonly BegunUpload[]>;
  /** What an upload holds already: nothing once it is completed or aborted. */
  parts(upload: Upload): Promise<readonly UploadedPart[]>;
  /** Sends a part while it arrives. Throws `UploadLost` once the upload is completed or aborted. */
  uploadPart(
    upload: Upload,
    sent: { readonly partNumber: number; readonly part: ArrivingPart },
    options?: { readonly signal?: AbortSignal },
  ): Promise<UploadedPart>;
  /**
   * Joins the parts into the object unless its key is taken. `conflict` means that the key is taken, another
   * completion is under way or the upload is gone: the caller must look at the object.
   */
  completeUpload(
    upload: Upload,
    parts: readonly UploadedPart[],
    whole: { readonly bytes: number; readonly crc32: string },
  ): Promise<'created' | 'conflict'>;
  abortUpload(upload: Upload): Promise<void>;
}
