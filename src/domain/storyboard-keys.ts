import type { TakeAddress } from './ids.js';

/** Where the parts of storyboards lie in the bucket. */
export interface StoryboardKeys {
  /** Below it lie the records of all takes. */
  takes(storyboard: string): string;
  /** The record that must exist before a take is ordered. */
  take(address: TakeAddress): string;
  /** Why there is no video of a take. */
  takeFailure(address: TakeAddress): string;
  /** Which take a record's key is of; `undefined` when it is no record's key. */
  takeOf(storyboard: string, key: string): Pick<TakeAddress, 'shot' | 'take'> | undefined;
  /** Below it lies what people have said of plans, takes and films. */
  verdicts(storyboard: string): string;
  verdict(storyboard: string, digest: string): string;
  /** Which generation a take's digest belongs to, in whichever storyboard. */
  digestClaim(digest: string): string;
}

/** Keys below a prefix that is empty or ends with a slash. */
export function createStoryboardKeys(root: string): StoryboardKeys {
  const below = (storyboard: string) => `${root}storyboards/${storyboard}/`;
  const takes = (storyboard: string) => `${below(storyboard)}takes/`;
  const take = ({ storyboard, shot, take: number }: TakeAddress) => `${takes(storyboard)}${shot}/${number}`;
  return {
    takes,
    take: (address) => `${take(address)}.json`,
    takeFailure: (address) => `${take(address)}.failed.json`,
    takeOf(storyboard, key) {
      const [, shot, number] = /^([^/]+)\/(\d+)\.json$/.exec(key.slice(takes(storyboard).length)) ?? [];
      return shot === undefined ? undefined : { shot, take: Number(number) };
    },
    verdicts: (storyboard) => `${below(storyboard)}verdicts/`,
    verdict: (storyboard, digest) => `${below(storyboard)}verdicts/${digest}.json`,
    digestClaim: (digest) => `${root}ledger/takes/${digest}.json`,
  };
}
