import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { BudgetKey } from '../domain/budget.js';
import type { BudgetStand } from '../domain/budget-stand.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { asUnreadable, standRecord, type StandRecord } from './budget-records.js';
import { numberedObjects, type Numbered } from './numbered-objects.js';

/**
 * What is done to a stand, `undefined` where there is none yet, and what it comes to. It may be asked several times, also for a
 * stand that it has changed already.
 */
export type Change<Outcome> = (stand: BudgetStand | undefined) => readonly [BudgetStand | undefined, Outcome];

/** How budgets stand. */
export interface BudgetStands {
  /** Changes a stand, in one step and together with whatever else waits to be changed there. */
  change<Outcome>(key: BudgetKey, change: Change<Outcome>): Promise<Outcome>;
  find(key: BudgetKey): Promise<BudgetStand | undefined>;
}

/** The changes of one stand that wait for each other, so that those of one process don't fight. */
interface Queue {
  readonly folder: string;
  waiting: Waiting[];
  isBusy: boolean;
  /** The last word that this process knows of. Others may have said more. */
  known: Numbered<StandRecord> | undefined;
}

interface Waiting {
  readonly make: Change<unknown>;
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** So many budgets are remembered. */
const mostRemembered = 1000;

/** So many words of other processes may come first, one after the other. */
const mostTries = 40;

/** A process that has more to say pauses, at most so many times as long as its last word took: others have to read that first. */
const longestPause = 2;

/** The stands in `bucket`. */
export function createBudgetStands(bucket: Bucket, keys: ObjectKeys): BudgetStands {
  const { last, follow } = numberedObjects(bucket, standRecord);
  const queues = new LRUCache<string, Queue>({ max: mostRemembered });

  /** All outcomes are of one moment, at which the bucket stood as they say. */
  async function changeTogether(queue: Queue, makes: readonly Change<unknown>[]): Promise<readonly unknown[]> {
    const { folder } = queue;
    let isFresh = queue.known === undefined;
    if (isFresh) queue.known = await last(folder);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const { known } = queue;
      let stand: BudgetStand | undefined = known?.value;
      const outcomes = makes.map((make) => {
        const [next, outcome] = make(stand);
        stand = next;
        return outcome;
      });
      const isChanged = stand !== undefined && stand !== known?.value;
      if (!isChanged && isFresh) return outcomes;
      const said = isChanged && stand && (await follow(folder, known?.number ?? 0, { schema: 1, ...stand }));
      if (said) {
        queue.known = said;
        return outcomes;
      }
      queue.known = await last(folder, known);
      isFresh = true;
    }
    throw new Error(`${folder} changes faster than it can be changed`);
  }

  async function work(queue: Queue): Promise<void> {
    queue.isBusy = true;
    while (queue.waiting.length > 0) {
      const { waiting } = queue;
      queue.waiting = [];
      const begunMs = performance.now();
      try {
        const outcomes = await changeTogether(
          queue,
          waiting.map(({ make }) => make),
        );
        for (const [index, { resolve }] of waiting.entries()) resolve(outcomes[index]);
      } catch (error) {
        // What was written before the answer was lost, the next look shows.
        queue.known = undefined;
        for (const { reject } of waiting) reject(error);
      }
      if (queue.waiting.length > 0) await sleep(Math.random() * longestPause * (performance.now() - begunMs));
    }
    queue.isBusy = false;
  }

  function queueOf(folder: string): Queue {
    const standing = queues.get(folder);
    if (standing !== undefined) return standing;
    const queue = { folder, waiting: [], isBusy: false, known: undefined };
    queues.set(folder, queue);
    return queue;
  }

  function change<Outcome>(key: BudgetKey, make: Change<Outcome>): Promise<Outcome> {
    const folder = keys.budgets.stand(key);
    const queue = queueOf(folder);
    const outcome = new Promise<unknown>((resolve, reject) => {
      queue.waiting.push({ make, resolve, reject });
    });
    if (!queue.isBusy) void work(queue);
    return outcome.catch((error: unknown) => asUnreadable(error, folder)) as Promise<Outcome>;
  }

  return { change, find: (key) => change(key, (stand) => [stand, stand]) };
}
