import { ProviderError, type ProviderErrorKind } from './provider-error.js';

/** Reads that are to be joined. */
export interface JoinedReadsOptions {
  /** Reads several tasks at once: what is told of each, by id. One that is missing is asked for alone. */
  readonly readTogether: (taskIds: readonly string[]) => Promise<ReadonlyMap<string, unknown>>;
  /** How many a gateway tells in one answer. */
  readonly most: number;
}

/** With fewer reads under way, each asks alone and at once: nothing is gained by waiting for others. */
const fewReads = 4;

/** Reads that come within this time are joined, in milliseconds. */
const windowMs = 100;

/** A gateway that does not know the joint call, or has trouble with it, is not asked again for so long, in milliseconds. */
const pauseMs = { unknownCall: 60 * 60 * 1000, trouble: 60 * 1000 };

/** How a gateway says that it has no such call. */
const noSuchCall: readonly ProviderErrorKind[] = ['not-found', 'invalid-request', 'unexpected-response'];

interface Reader {
  readonly taskId: string;
  readonly resolve: (told: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins the reads of many tasks that come together into few calls. Hands what a joint answer tells of a task to `read`, or
 * `undefined` where it has to ask alone: because few others ask, or because the joint answer tells nothing of it.
 */
export function createJoinedReads({ readTogether, most }: JoinedReadsOptions) {
  let waiting: Reader[] = [];
  let pausedUntil = 0;
  let underWay = 0;

  async function readAll(readers: readonly Reader[]): Promise<void> {
    try {
      const told = await readTogether([...new Set(readers.map(({ taskId }) => taskId))]);
      for (const { taskId, resolve } of readers) resolve(told.get(taskId));
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind === 'rate-limit') {
        for (const { reject } of readers) reject(error);
        return;
      }
      pausedUntil = Date.now() + pauseMs[noSuchCall.includes(error.kind) ? 'unknownCall' : 'trouble'];
      for (const { resolve } of readers) resolve(undefined);
    }
  }

  function flush(): void {
    const readers = waiting;
    waiting = [];
    for (let from = 0; from < readers.length; from += most) {
      const together = readers.slice(from, from + most);
      if (together.length > 1) void readAll(together);
      else for (const { resolve } of together) resolve(undefined);
    }
  }

  const readJointly = (taskId: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ taskId, resolve, reject });
      if (waiting.length === 1) setTimeout(flush, windowMs);
    });

  return async <Seen>(taskId: string, read: (told: unknown) => Promise<Seen>): Promise<Seen> => {
    const alone = underWay < fewReads || Date.now() < pausedUntil;
    underWay += 1;
    try {
      return await read(alone ? undefined : await readJointly(taskId));
    } finally {
      underWay -= 1;
    }
  };
}
