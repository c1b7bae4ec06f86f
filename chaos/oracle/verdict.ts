import type { Truth } from '../../src/testing/index.js';
import type { Settled } from '../backend.js';
import type { Scene } from '../services/scene.js';
import { acceptedJobs } from './accepted-jobs.js';
import { readBucket } from './bucket-contents.js';
import { createSecretSearch } from './find-secrets.js';
import { readHistories } from './histories.js';
import { judge, type Ending } from './judge.js';
import { messageOf } from '../../src/domain/message-of.js';

export interface Verdict {
  readonly endings: Readonly<Partial<Record<Ending, number>>>;
  /** Jobs that the gateway took. */
  readonly acceptedJobs: number;
  /** What must never be, in words. */
  readonly violations: readonly string[];
  /** Generations with which something is wrong. */
  readonly wronged: ReadonlySet<string>;
  readonly runs: number;
  readonly events: number;
  readonly unfinishedUploads: number;
}

/** Holds everything against everything, when all is quiet. */
export async function reachVerdict(
  scene: Scene,
  truth: Truth,
  settled: ReadonlyMap<string, Settled>,
): Promise<Verdict> {
  const jobs = acceptedJobs(truth, { bucket: scene.s3.bucket, ids: settled.keys(), taken: scene.callbackDoor.taken() });
  const bucket = await readBucket(scene);
  const secrets = createSecretSearch(scene.secrets);
  const { runs, events, heard } = await readHistories(scene.client, [...settled.keys()], (name, text) =>
    secrets.search(`the history of ${name}`, text),
  );
  for (const [key, text] of bucket.texts) secrets.search(key, text);
  await secrets.searchFolder(scene.logs);

  const violations = secrets.found().map((place) => `there is ${place}`);
  const wronged = new Set<string>();
  const endings: Partial<Record<Ending, number>> = {};
  for (const { taskId, id } of jobs) {
    if (id === undefined || !settled.has(id)) violations.push(`${taskId} is billed, but nobody ordered it`);
  }
  for (const id of bucket.videos.keys())
    if (!settled.has(id)) violations.push(`there is a video of ${id}, which nobody wanted`);
  for (const [id, end] of settled) {
    try {
      const own = jobs.filter((job) => job.id === id);
      const ending = judge({ id, settled: end, jobs: own, bucket, heard: heard.get(id) ?? new Set() });
      endings[ending] = (endings[ending] ?? 0) + 1;
    } catch (error) {
      violations.push(messageOf(error));
      wronged.add(id);
    }
  }
  const { unfinishedUploads } = bucket;
  return { endings, acceptedJobs: jobs.length, violations, wronged, runs, events, unfinishedUploads };
}
