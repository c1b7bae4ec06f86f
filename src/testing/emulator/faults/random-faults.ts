import { createHash } from 'node:crypto';
import { defaultRandomFaults, faultGroups, type FaultName } from './catalogue.js';

/** Which jobs meet faults by chance. The same seed gives the same faults to the same jobs, in whatever order they come. */
export interface RandomFaults {
  readonly seed: number;
  /** The share of jobs that meet faults, from 0 to 1: one to three each, striking at different places. */
  readonly shareOfJobs: number;
  /** What they can meet. @default defaultRandomFaults */
  readonly faults?: readonly FaultName[];
}

const mostFaults = 3;

/** The faults of the job that `key` stands for, which depend on nothing else. */
export function drawFaults({ seed, shareOfJobs, faults = defaultRandomFaults }: RandomFaults, key: string) {
  const draw = createDraws(`${seed}\n${key}`);
  if (draw() >= shareOfJobs) return [];
  const places = Object.values(faultGroups)
    .map((table) => faults.filter((name) => Object.hasOwn(table, name)))
    .filter((names) => names.length > 0);
  const count = 1 + Math.floor(draw() ** 2 * mostFaults);
  const drawn: FaultName[] = [];
  while (drawn.length < count && places.length > 0) {
    const [names = []] = places.splice(Math.floor(draw() * places.length), 1);
    drawn.push(names[Math.floor(draw() * names.length)]!);
  }
  return drawn;
}

/** Makes a source of fractions, 0 to below 1, that `text` decides: as many as `mostFaults` need. */
function createDraws(text: string): () => number {
  const digest = createHash('sha256').update(text).digest();
  let at = 0;
  return () => digest.readUInt32BE(4 * at++) / 2 ** 32;
}
