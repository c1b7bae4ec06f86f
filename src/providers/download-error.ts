/** Why a result file can’t be read. */
export type DownloadErrorReason =
  'link-dead' | 'refused-address' | 'not-a-video' | 'too-large' | 'truncated' | 'changed' | 'unreachable' | 'timed-out';

/** What is known of a result file that can’t be read. */
export interface DownloadErrorFacts extends ErrorOptions {
  /** The link's host. The rest of a link is a secret. */
  readonly host: string;
  /** The HTTP status, if there was an answer. */
  readonly status?: number;
}

/** A video could not be read from the link that a gateway gave. Never tells the link's path or query. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly reason: DownloadErrorReason;
  readonly host: string;
  readonly status: number | undefined;

  constructor(reason: DownloadErrorReason, message: string, { host, status, cause }: DownloadErrorFacts) {
    super(`${host}: ${message}`, { cause });
    this.reason = reason;
    this.host = host;
    this.status = status;
  }
}

/** In characters. */
const longestMessage = 200;

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** Restates what undici throws. `whenCut` says what a lost connection means at this point. */
export function toDownloadError(error: unknown, host: string, whenCut: 'unreachable' | 'truncated'): unknown {
  if (error instanceof DownloadError || !(error instanceof Error) || error.name === 'AbortError') return error;
  const code = 'code' in error ? String(error.code) : error.name;
  if (timeoutCodes.has(code))
    return new DownloadError('timed-out', `no answer in time (${code})`, { host, cause: bare(error) });
  const message =
    whenCut === 'truncated' ? `the connection ended before the video (${code})` : `cannot be reached (${code})`;
  return new DownloadError(whenCut, message, { host, cause: bare(error) });
}

/** An error without what undici and TLS hang on it: bytes of the answer, certificates, the other side's own words. */
const bare = ({ name, message }: Error) => new Error(`${name}: ${message.slice(0, longestMessage)}`);
