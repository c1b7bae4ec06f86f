import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../engine/clock.js';
import type { Job } from '../engine/job.js';

export interface LinkRules {
  /** How long a link works. */
  readonly lifetimeSeconds: number;
  /** `same`: counted from the job's end, whenever it is read. `renewed`: counted from the reading. */
  readonly renewal: 'same' | 'renewed';
}

export interface SignedLinksOptions {
  readonly clock: Clock;
  readonly rules: LinkRules;
  /** Where the emulator is reached, without a slash at the end. */
  readonly origin: () => string;
}

/** Result links that nobody else can make and that stop working. */
export interface SignedLinks {
  linkTo(job: Job, endedAt: number): string;
  check(link: URL): 'valid' | 'expired' | 'forged';
}

export function createSignedLinks({ clock, rules, origin }: SignedLinksOptions): SignedLinks {
  const secret = randomBytes(32);
  const sign = (path: string, expires: string) => createHmac('sha256', secret).update(`${path}?${expires}`).digest();

  const originFor = ({ faults: { result } }: Job) =>
    result?.kind === 'plain-http' ? origin().replace(/^https:/, 'http:') : origin();

  return {
    linkTo(job, endedAt) {
      const from = rules.renewal === 'same' ? endedAt : clock.now();
      const expires = String(Math.floor(from / 1000) + rules.lifetimeSeconds);
      const path = `/files/${job.id}/${fileName(job)}`;
      return `${originFor(job)}${path}?expires=${expires}&signature=${sign(path, expires).toString('hex')}`;
    },
    check({ pathname, searchParams }) {
      const expires = searchParams.get('expires') ?? '';
      const expected = sign(pathname, expires);
      const given = Buffer.from(searchParams.get('signature') ?? '', 'hex');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
      return clock.now() < Number(expires) * 1000 ? 'valid' : 'expired';
    },
  };
}

/** A new name, and so a new link, after the first was tried in vain. */
const fileName = ({ faults: { result }, traffic }: Job): string =>
  result?.kind === 'needs-renewal' && traffic.spoiltLinkReads > 0 ? 'video-2.mp4' : 'video.mp4';

/** Which of a job's links this is, counted from 1. */
export const linkNumber = ({ pathname }: URL): number => Number(/-(\d+)\.mp4$/.exec(pathname)?.[1] ?? 1);
