import { setTimeout as pause } from 'node:timers/promises';
import type { Scene } from '../services/scene.js';
import type { Supervised } from '../services/supervised.js';
import type { Stage, Trouble } from './trouble.js';

interface Hits {
  readonly name: string;
  readonly weight: number;
  /** One of them is hit, if it has been up for a while. */
  readonly targets: (scene: Scene) => readonly Supervised[];
  /** So many have to be up for one to be hit. @default 1 */
  readonly outOf?: number;
  /** For how long, in seconds. */
  readonly seconds: readonly [from: number, to: number];
}

function oneUp({ scene, random }: Stage, { targets, outOf = 1 }: Hits): Supervised | undefined {
  const all = targets(scene);
  if (all.filter((target) => target.isUp()).length < outOf) return undefined;
  return random.pick(all.filter((target) => target.isRested()));
}

/** SIGKILL, and a new start after a while. */
const killed = (hits: Hits): Trouble => ({
  ...hits,
  befall(stage) {
    const target = oneUp(stage, hits);
    const downMs = stage.random.between(...hits.seconds) * 1000;
    return (
      target && {
        over: target
          .kill()
          .then(() => pause(downMs))
          .then(() => target.revive()),
      }
    );
  },
});

/** SIGSTOP, and SIGCONT after a while: a process that knows nothing of the time it has lost. */
const frozen = (hits: Hits): Trouble => ({
  ...hits,
  befall(stage) {
    const target = oneUp(stage, hits);
    target?.freeze();
    return target && { over: pause(stage.random.between(...hits.seconds) * 1000).then(() => target.thaw()) };
  },
});

/** On a slow machine all workers would else be dead or starting all the time, and nothing would come to be hit. */
const notTheLast = 2;

/** Workers and receivers die all the time. */
export const deaths: readonly Trouble[] = [
  killed({ name: 'worker killed', weight: 3, targets: ({ workers }) => workers, outOf: notTheLast, seconds: [0, 1] }),
  killed({ name: 'receiver killed', weight: 2, targets: ({ receivers }) => receivers, seconds: [0, 2] }),
];

/** What befalls the services that everything rests on, and processes that stop without ending. */
export const outages: readonly Trouble[] = [
  killed({ name: 'Temporal killed', weight: 2, targets: ({ temporal }) => [temporal], seconds: [0.2, 3] }),
  killed({
    name: 'PostgreSQL killed',
    weight: 1,
    // Not while its content is being replaced, for which Temporal is down.
    targets: ({ temporal, postgres }) => (temporal.isUp() ? [postgres] : []),
    seconds: [0, 2],
  }),
  killed({ name: 'S3 killed', weight: 2, targets: ({ s3 }) => [s3], seconds: [0.5, 4] }),
  frozen({ name: 'worker frozen', weight: 3, targets: ({ workers }) => workers, outOf: notTheLast, seconds: [1, 15] }),
  frozen({ name: 'receiver frozen', weight: 1, targets: ({ receivers }) => receivers, seconds: [1, 8] }),
  frozen({ name: 'Temporal frozen', weight: 1, targets: ({ temporal }) => [temporal], seconds: [1, 6] }),
  frozen({ name: 'S3 frozen', weight: 1, targets: ({ s3 }) => [s3], seconds: [1, 6] }),
];
