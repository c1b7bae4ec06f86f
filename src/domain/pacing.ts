/** When to ask a gateway how far a task is. All in seconds. */
export interface PacingFacts {
  /** Time since the gateway accepted the task. */
  readonly ageSeconds: number;
  /** How long the generation is expected to take, counted from acceptance. */
  readonly expectedSeconds: number;
  /** Where the gateway calls back, a quarter of the reads is enough. */
  readonly callbackExpected: boolean;
  /** From 0 to below 1: spreads the reads of runs that started together. */
  readonly random: number;
}

const shortestWait = 3;
const longestWait = 60;
const longestWaitOfAnOldTask = 300;
const oldAge = 600;
/** Each wait is this share of the age, so a result is found within this share of the job's own time. */
const shareOfAge = 0.08;
const jitterShare = 0.1;
const callbackSlowdown = 4;

/** How long to wait before the next look for an order whose task its gateway may have forgotten, in seconds. */
export const ledgerLookSeconds = 3600;

/** When the first read is due, in seconds since acceptance: at half the expected time. */
export const firstReadSeconds = (expectedSeconds: number): number => Math.max(shortestWait, expectedSeconds / 2);

/** How long to wait before the next read, in seconds. */
export function readDelaySeconds({ ageSeconds, expectedSeconds, callbackExpected, random }: PacingFacts): number {
  const first = firstReadSeconds(expectedSeconds);
  if (ageSeconds < first) return first - ageSeconds;
  const longest = ageSeconds < oldAge ? longestWait : longestWaitOfAnOldTask;
  const slowdown = callbackExpected ? callbackSlowdown : 1;
  const wait = Math.min(Math.max(ageSeconds * shareOfAge * slowdown, shortestWait * slowdown), longest * slowdown);
  return Math.max(shortestWait, wait * (1 - jitterShare * random));
}

const longestDeadLinkPause = 300;
/** The first pause is this share of the typical time; each later one is twice as long. */
const deadLinkShare = 0.1;

/** How long to wait for a file host that shows no file yet, after so many attempts, in seconds. */
export const deadLinkPauseSeconds = (facts: { readonly attempts: number; readonly typicalSeconds: number }): number =>
  Math.min(facts.typicalSeconds * deadLinkShare * 2 ** (facts.attempts - 1), longestDeadLinkPause);

/** As shares of the typical time: 30 s and 5 min for a model that takes two minutes. Each pause is twice the one before. */
const shortestRereadShare = 0.25;
const longestRereadShare = 2.5;

/** How long to wait before a file is read again that was cut off, or no video, after so many attempts, in seconds. */
export const rereadPauseSeconds = (facts: { readonly attempts: number; readonly typicalSeconds: number }): number =>
  facts.typicalSeconds * Math.min(shortestRereadShare * 2 ** (facts.attempts - 1), longestRereadShare);
