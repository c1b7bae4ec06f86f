import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { DownloadError } from './download-error.js';
import { discard, type LinkAnswer } from './link-request.js';
import { steadyBody, type SteadyBodyOptions } from './steady-body.js';
import { assertVideo, splitHead } from './video-head.js';

/** A weak mark may not be used with If-Range (RFC 9110, 13.1.5), and not every character may be sent back. */
const strongMark = /^"[\x21\x23-\x7e]*"$/;

/** A video behind a link, opened. Reading fails with `changed` once it is another file than the one opened. */
export interface OpenVideo {
  readonly bytes: number | undefined;
  /** The other side's mark of this version of the file: its `ETag`, its `Last-Modified`, or what it begins with. */
  readonly version: string | undefined;
  /** Whether `read` takes ranges. Without them it gives the whole file, once. */
  readonly ranges: boolean;
  /** Bytes from `from` up to, but not including, `to`. */
  read(range?: { readonly from: number; readonly to: number }): AsyncIterable<Uint8Array>;
  /** Lets go of the connection if the video was not read. */
  close(): void;
}

/** How long a video may be and how slowly it may come. */
export type Limits = Omit<SteadyBodyOptions, 'host' | 'bytes'>;

/** A file, whatever it is, that is read in one go from the answer at hand. */
export function wholeBody(answer: LinkAnswer, limits: Limits): AsyncIterable<Uint8Array> {
  const { contentLength: bytes, url, body, status } = answer;
  if (status !== 200) {
    discard(body);
    throw new DownloadError('unreachable', 'sends a part when asked for the whole file', { host: url.host, status });
  }
  assertNotTooLarge(bytes, answer, limits);
  return steadyBody(body, { host: url.host, bytes, ...limits });
}

/** A video that is read in one go from the answer at hand. */
export async function openStream(answer: LinkAnswer, limits: Limits): Promise<OpenVideo> {
  const { contentLength: bytes, url, body } = answer;
  const { head, whole } = await splitHead(wholeBody(answer, limits));
  assertVideo(head, url.host);
  return { bytes, version: markOf(answer), ranges: false, read: () => whole, close: () => discard(body) };
}

/** A video of `bytes` that is read in ranges by `get`; `answer` holds its first ones. */
export async function openRanges(
  answer: LinkAnswer,
  bytes: number,
  { get, ...limits }: Limits & { readonly get: (headers: Readonly<Record<string, string>>) => Promise<LinkAnswer> },
): Promise<OpenVideo> {
  const { etag, url, body, contentRange } = answer;
  assertNotTooLarge(bytes, answer, limits);
  const { head, whole } = await splitHead(steadyBody(body, { host: url.host, bytes: contentRange?.to, ...limits }));
  assertVideo(head, url.host);
  const start = await buffer(whole);
  const mark = markOf(answer);
  const condition: Readonly<Record<string, string>> = strongMark.test(etag ?? '') ? { 'if-range': etag! } : {};

  async function* read({ from, to } = { from: 0, to: bytes }): AsyncGenerator<Uint8Array, void> {
    const part = await get({ ...condition, range: `bytes=${from}-${to - 1}` });
    const isSame = markOf(part) === mark && part.contentRange?.from === from && part.contentRange.total === bytes;
    if (part.status !== 206 || !isSame) throw changed(part);
    yield* steadyBody(part.body, { host: part.url.host, bytes: to - from, ...limits });
    // Without a mark, what can be told is whether the file still begins as it did.
    if (mark === undefined && to === bytes) await assertSameStart();
  }
  async function assertSameStart(): Promise<void> {
    const again = await get({ range: `bytes=0-${start.byteLength - 1}` });
    if (again.status !== 206 || again.contentRange?.total !== bytes) throw changed(again);
    const bodyAgain = steadyBody(again.body, { host: url.host, bytes: start.byteLength, ...limits });
    if (!start.equals(await buffer(bodyAgain))) throw changed(again);
  }
  const version = mark ?? `starts with ${createHash('sha256').update(start).digest('hex')}`;
  return { bytes, version, ranges: true, read, close: () => {} };
}

const markOf = ({ etag, lastModified }: LinkAnswer): string | undefined => etag ?? lastModified;

function changed({ body, url }: LinkAnswer): DownloadError {
  discard(body);
  return new DownloadError('changed', 'the file has changed while it was read', url);
}

function assertNotTooLarge(bytes: number | undefined, { url, body }: LinkAnswer, { maxBytes }: Limits): void {
  if (bytes === undefined || bytes <= maxBytes) return;
  discard(body);
  throw new DownloadError('too-large', `has ${bytes} bytes, more than the ${maxBytes} allowed`, url);
}
