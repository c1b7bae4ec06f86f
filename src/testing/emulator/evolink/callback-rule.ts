import { isInternalHost, isLoopbackHost } from '../media/loopback.js';

const longestUrl = 2048;

/** What is wrong with a callback URL by the gateway's rule; `undefined` when nothing is. */
export function callbackProblem(
  callbackUrl: string,
  { allowLoopback }: { readonly allowLoopback: boolean },
): string | undefined {
  if (callbackUrl.length > longestUrl) return `callback_url must not exceed ${longestUrl} characters`;
  if (!URL.canParse(callbackUrl)) return 'callback_url must be a URL';
  const { protocol, hostname } = new URL(callbackUrl);
  if (allowLoopback && isLoopbackHost(hostname) && (protocol === 'http:' || protocol === 'https:')) return undefined;
  if (protocol !== 'https:') return 'callback_url must use HTTPS';
  if (isInternalHost(hostname)) return 'callback_url must not point to an internal address';
  return undefined;
}
