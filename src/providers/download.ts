import { Agent } from 'undici';
import { createGuardedConnector, type AddressGuardOptions } from './address-guard.js';
import { discard, parseLink, requestLink, type LinkRequestOptions } from './link-request.js';
import { openRanges, openStream, wholeBody, type Limits, type OpenVideo } from './open-video.js';

const gibibyte = 1024 ** 3;
/** Read first of all: enough to see what the file is, too little to count as reading it twice. */
const headBytes = 4096;

/** Which hosts result links may lead to. */
export interface VideoDownloadOptions extends AddressGuardOptions, LinkRequestOptions, Partial<Limits> {
  /** A longer video is refused. @default 4 GiB */
  readonly maxBytes?: number;
}

/** Which result file to open, and how it must have been before. */
export interface OpenVideoOptions {
  readonly signal?: AbortSignal;
  /** Whether it is read from one answer alone: hosts whose servers disagree on marks or ranges can do that. @default false */
  readonly whole?: boolean;
}

/** Reads videos from links that cannot be trusted, over connections of its own. */
export interface VideoDownload {
  /** Opens a link from a gateway's answer, which is hostile until proven otherwise, and proves it to be a video. */
  openVideo(link: string, options?: OpenVideoOptions): Promise<OpenVideo>;
  /** Opens a caller's link to a file of any kind, as guardedly, to be read once from its beginning. */
  openFile(link: string, options?: Pick<OpenVideoOptions, 'signal'>): Promise<AsyncIterable<Uint8Array>>;
  /** Ends all reading. */
  close(): Promise<void>;
}

/** Prepares the reading of videos. Make one per process: it keeps connections. */
export function createVideoDownload(options: VideoDownloadOptions = {}): VideoDownload {
  const { maxBytes = 4 * gibibyte, windowMs, minBytesPerSecond, answerMs, ...guard } = options;
  const limits: Limits = { maxBytes, windowMs, minBytesPerSecond };
  const dispatcher = new Agent({ connect: createGuardedConnector(guard) });

  const ask = (url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal | undefined) =>
    requestLink({ url, headers, dispatcher, signal, answerMs });

  return {
    openFile: async (link, { signal } = {}) => wholeBody(await ask(parseLink(link), {}, signal), limits),
    async openVideo(link, { signal, whole = false } = {}) {
      const get = (url: URL, headers: Readonly<Record<string, string>>) => ask(url, headers, signal);

      if (whole) return openStream(await get(parseLink(link), {}), limits);
      const answer = await get(parseLink(link), { range: `bytes=0-${headBytes - 1}` });
      const { status, url, contentRange } = answer;
      if (status === 200) return openStream(answer, limits);
      if (contentRange?.from === 0 && contentRange.to <= headBytes && contentRange.total !== undefined) {
        return openRanges(answer, contentRange.total, { ...limits, get: (headers) => get(url, headers) });
      }
      discard(answer.body);
      return openStream(await get(url, {}), limits);
    },
    close: () => dispatcher.destroy(),
  };
}
