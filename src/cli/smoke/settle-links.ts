import { linkExpiry } from './link-expiry.js';
import { no, notRead, yes, type Settled, type SmokeRun } from './smoke-run.js';

const noLink = no('the finished task shows no link');

/** A link as far as it may be looked at. Its query is never told. */
const parse = (link: string | undefined): URL | undefined =>
  link !== undefined && URL.canParse(link) ? new URL(link) : undefined;

/** Whether the link of a finished task is another one when it is read again. */
export function linkRenewal({ reads }: SmokeRun): Settled {
  if (reads === undefined) return notRead;
  const [first, second] = [parse(reads[0].link), parse(reads[1].link)];
  if (first === undefined || second === undefined) return noLink;
  if (first.href === second.href) return yes('no: both reads give the same link');
  const isSameFile = first.host === second.host && first.pathname === second.pathname;
  return yes(isSameFile ? 'yes: the same file, signed anew' : 'yes: another address');
}

/** How long the link lives, as far as its signature tells. */
export function linkLifetime({ reads }: SmokeRun): Settled {
  if (reads === undefined) return notRead;
  const [, { link, readAt }] = reads;
  const url = parse(link);
  if (url === undefined) return noLink;
  if (url.search === '') return no('the link is not signed: it tells no end');
  const expiry = linkExpiry(url);
  if (expiry === undefined) return no('its signature tells no end');
  return yes(`${((expiry - readAt) / 3600).toFixed(1)} h from this read on, by its signature`);
}
