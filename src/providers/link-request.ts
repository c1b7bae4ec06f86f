import { request, type Dispatcher } from 'undici';
import { DownloadError, toDownloadError } from './download-error.js';

const maxRedirects = 5;
const answerMsByDefault = 30_000;
/** No byte arrived for this long. */
const bodyTimeoutMs = 30_000;
/** No name in the DNS is longer. Messages quote the host, so it must have an end. In characters. */
const longestHostname = 253;

export interface LinkRequestOptions {
  /** For connecting and for the head of the answer, at each hop: however many interim answers come. @default 30_000 */
  readonly answerMs?: number | undefined;
}

export interface LinkRequest extends LinkRequestOptions {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal | undefined;
}

/** A 200 or 206, and where it came from in the end. */
export interface LinkAnswer {
  readonly url: URL;
  readonly status: 200 | 206;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly contentLength: number | undefined;
  /** What a 206 says of itself: its bytes, up to but not including `to`, and the whole file's length. */
  readonly contentRange: { readonly from: number; readonly to: number; readonly total: number | undefined } | undefined;
  readonly body: Dispatcher.ResponseData['body'];
}

/** Takes a link for what it is: text from a response body. */
export function parseLink(link: string): URL {
  if (!URL.canParse(link)) throw new DownloadError('unreachable', 'is not a URL', { host: 'the link' });
  return assertPlain(new URL(link));
}

function assertPlain(url: URL): URL {
  const { protocol, username, password, host, hostname } = url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new DownloadError('refused-address', 'is neither http nor https', { host: 'the link' });
  }
  if (hostname.length > longestHostname) {
    throw new DownloadError('refused-address', 'has a longer name than any host', { host: 'the link' });
  }
  if (username !== '' || password !== '') {
    throw new DownloadError('refused-address', 'links with a user name or password are not followed', { host });
  }
  return url;
}

/** Reads a link without sending any credential, through at most five redirects. Each hop is judged like the first. */
export async function requestLink(options: LinkRequest, redirects = 0): Promise<LinkAnswer> {
  const { url, headers } = options;
  const { host } = url;
  const answer = await requestOnce(options);
  const { statusCode: status, body } = answer;
  const header = (name: string) => [answer.headers[name]].flat()[0];
  if (status === 200 || status === 206) {
    const encoding = header('content-encoding') ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') {
      discard(body);
      throw new DownloadError('not-a-video', 'sent an encoded file instead of the video as it is', { host, status });
    }
    const contentLength = header('content-length');
    return {
      url,
      status,
      body,
      etag: header('etag'),
      lastModified: header('last-modified'),
      contentLength: contentLength === undefined ? undefined : Number(contentLength),
      contentRange: parseContentRange(header('content-range')),
    };
  }

  discard(body);
  const location = header('location');
  if (status < 300 || status >= 400 || location === undefined) throw refusedBy(host, status, headers['range']);
  if (redirects === maxRedirects) {
    throw new DownloadError('unreachable', `more than ${maxRedirects} redirects`, { host, status });
  }
  if (!URL.canParse(location, url.href))
    throw new DownloadError('unreachable', 'redirects to no URL', { host, status });
  return requestLink({ ...options, url: assertPlain(new URL(location, url)) }, redirects + 1);
}

/** Undici's own time-out starts anew with each interim answer, of which there may be endlessly many. */
async function requestOnce({ url, headers, dispatcher, signal, answerMs = answerMsByDefault }: LinkRequest) {
  const { host } = url;
  const patience = new AbortController();
  const timer = setTimeout(() => {
    patience.abort(new DownloadError('timed-out', `no answer within ${answerMs / 1000} s`, { host }));
  }, answerMs);
  try {
    return await request(url, {
      dispatcher,
      signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
      headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'reelwork' },
      headersTimeout: 0,
      bodyTimeout: bodyTimeoutMs,
    });
  } catch (error) {
    throw toDownloadError(error, host, 'unreachable');
  } finally {
    clearTimeout(timer);
  }
}

/** Lets go of a body that nobody will read. */
export function discard(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => {}).destroy();
}

function refusedBy(host: string, status: number, range = ''): DownloadError {
  const facts = { host, status };
  if ([401, 403, 404, 410].includes(status))
    return new DownloadError('link-dead', `the link is dead (${status})`, facts);
  if (status !== 416) return new DownloadError('unreachable', `answered ${status}`, facts);
  return range.startsWith('bytes=0-')
    ? new DownloadError('not-a-video', 'the file is empty (416)', facts)
    : new DownloadError('changed', 'the file has become shorter while it was read (416)', facts);
}

function parseContentRange(text: string | undefined): LinkAnswer['contentRange'] {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, first, last, total] = match;
  return { from: Number(first), to: Number(last) + 1, total: total === '*' ? undefined : Number(total) };
}
