import type { Settled } from '../backend.js';
import type { AcceptedJob } from './accepted-jobs.js';
import type { BucketContents } from './bucket-contents.js';

/** How a generation ended, where its end is one of those that are allowed. */
export type Ending =
  | 'stored'
  | 'failed and refunded'
  | 'refused'
  /** The worker died about the time of sending: nobody can know, and no money went. */
  | 'quarantined, not accepted'
  /** No callback for it has ever reached a receiver. */
  | 'quarantined, paid, callback lost'
  /** Temporal took its callback for a run that was then terminated, or forgotten by the restored database. */
  | 'quarantined, paid, callback told to a run that is gone';

export interface Case {
  readonly id: string;
  readonly settled: Settled;
  /** The jobs that the gateway took for this generation. */
  readonly jobs: readonly AcceptedJob[];
  readonly bucket: Pick<BucketContents, 'videos' | 'texts'>;
  /** Task ids that callbacks told its last run. */
  readonly heard: ReadonlySet<string>;
}

/** Holds what the backend was told against the gateway's books and the bucket. Throws what is wrong. */
export function judge(subject: Case): Ending {
  const { id, settled, jobs } = subject;
  if (jobs.length > 1) throw new Error(`${id} was paid ${jobs.length} times`);
  const [job] = jobs;
  switch (settled.state) {
    case 'ended':
      return stored(subject, settled, job);
    case 'failed':
      return failed(subject, settled, job);
    case 'quarantined':
      return quarantined(subject, job);
  }
}

function stored(
  { id, bucket: { videos, texts } }: Case,
  { result }: Extract<Settled, { state: 'ended' }>,
  job: AcceptedJob | undefined,
): Ending {
  if (result.state !== 'stored') throw new Error(`${id} ended as ${result.state}, which nobody asked for`);
  if (job === undefined) throw new Error(`${id} is stored, but nothing was accepted for it`);
  const manifest = JSON.parse(texts.get(`generations/${id}/manifest.json`) ?? '{}') as Partial<typeof result>;
  const same = (what: string, values: readonly unknown[]) => {
    if (values.some((value) => value === undefined || value !== values[0])) {
      throw new Error(`${id}: ${what} differ: ${values.join(', ')}`);
    }
  };
  same('task ids', [job.taskId, result.taskId, manifest.taskId]);
  same('digests', [job.sha256, videos.get(id), result.video.sha256, manifest.video?.sha256]);
  if (job.state !== 'completed') throw new Error(`${id} is stored, but its job is ${job.state}`);
  return 'stored';
}

function failed(
  { id, bucket: { videos } }: Case,
  { error }: Extract<Settled, { state: 'failed' }>,
  job: AcceptedJob | undefined,
): Ending {
  if (videos.has(id)) throw new Error(`${id} has failed, but has a video`);
  if (error.code === 'REFUSED' && job === undefined) return 'refused';
  if (job?.state !== 'failed' && job?.state !== 'cancelled') {
    throw new Error(`${id} has failed (${error.message}), but its job is ${job?.state ?? 'not there'}`);
  }
  if (Number(job.charged) !== 0) throw new Error(`${id} has failed, but cost ${job.charged}`);
  return 'failed and refunded';
}

function quarantined({ id, bucket: { videos, texts }, heard }: Case, job: AcceptedJob | undefined): Ending {
  if (videos.has(id)) throw new Error(`${id} is quarantined, but has a video`);
  if (texts.has(`generations/${id}/submissions/1.accepted.json`)) {
    throw new Error(`${id} is quarantined, but the ledger knows its task`);
  }
  if (!texts.has(`generations/${id}/submissions/1.json`)) {
    throw new Error(`${id} is quarantined, but was never about to be sent`);
  }
  if (job === undefined) return 'quarantined, not accepted';
  if (heard.has(job.taskId)) throw new Error(`${id} is quarantined, but its run was told of the task ${job.taskId}`);
  return job.calledBack ? 'quarantined, paid, callback told to a run that is gone' : 'quarantined, paid, callback lost';
}
