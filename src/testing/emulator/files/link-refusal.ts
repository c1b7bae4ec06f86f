import type { Job } from '../engine/job.js';
import { linkNumber } from './signed-links.js';

/** What a link answers instead of the file, where a fault of the job has it so. */
export function linkRefusal({ faults: { result: fault }, traffic }: Job, link: URL): Response | undefined {
  switch (fault?.kind) {
    case 'refused':
      return traffic.spoiltLinkReads++ < fault.strikes ? refusal(fault.status) : undefined;
    case 'needs-renewal':
      if (linkNumber(link) > 1) return undefined;
      traffic.spoiltLinkReads += 1;
      return refusal(403);
    case 'redirect':
      return traffic.spoiltLinkReads++ < fault.strikes ? redirect(targets[fault.to](link)) : undefined;
    case 'expires-as-404':
    case 'cut':
    case 'stall':
    case 'drip':
    case 'content':
    case 'content-type':
    case 'no-ranges':
    case 'etag':
    case 'changes':
    case 'oversized':
    case 'plain-http':
    case undefined:
      return undefined;
  }
}

const words = { 403: 'AccessDenied\n', 404: 'NoSuchKey\n', 429: 'SlowDown\n', 503: 'ServiceUnavailable\n' } as const;

const refusal = (status: keyof typeof words) => new Response(words[status], { status });

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

const targets = {
  itself: ({ pathname, search }: URL) => `${pathname}${search}`,
  file: ({ pathname, search }: URL) => `${pathname}${search}&redirected=yes`,
  private: () => 'http://169.254.169.254/latest/meta-data/',
  scheme: () => 'file:///etc/passwd',
} as const;
