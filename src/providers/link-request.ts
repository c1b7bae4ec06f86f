import { request, type Dispatcher } from 'undici';
import { DownloadError, toDownloadError } from './download-error.js';

const maxRedirects = 5;
const headersTimeoutMs = 30_000;
/** No byte arrived for this long. */
const bodyTimeoutMs = 30_000;

export interface LinkRequest {
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
  /** What a 206 says of itself: the first byte and the whole file's length. */
  readonly contentRange: { readonly from: number; readonly total: number | undefined } | undefined;
  readonly body: Dispatcher.ResponseData['body'];
}

/** Takes a link for what it is: text from a response body. */
export function parseLink(link: string): URL {
  if (!URL.canParse(link)) throw new DownloadError('unreachable', 'is not a URL', { host: 'the link' });
  return assertPlain(new URL(link));
}

function assertPlain(url: URL): URL {
  const { protocol, username, password, host } = url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new DownloadError('refused-address', `${protocol} links are not followed`, { host: host || 'the link' });
  }
  if (username !== '' || password !== '') {
    throw new DownloadError('refused-address', 'links with a user name or password are not followed', { host });
  }
  return url;
}

/** Reads a link without sending any credential, through at most five redirects. Each hop is judged like the first. */
export async function requestLink(options: LinkRequest, redirects = 0): Promise<LinkAnswer> {
  const { url, headers, dispatcher, signal } = options;
  const { host } = url;
  const answer = await request(url, {
    dispatcher,
    signal,
    headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'reelwork' },
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
  }).catch((error: unknown) => {
    throw toDownloadError(error, host, 'unreachable');
  });
  const { statusCode: status, body } = answer;
  const header = (name: string) => [answer.headers[name]].flat()[0];
  if (status === 200 || status === 206) {
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
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(text ?? '');
  if (match === null) return undefined;
  return { from: Number(match[1]), total: match[2] === '*' ? undefined : Number(match[2]) };
}
