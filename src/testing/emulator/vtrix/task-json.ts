import type { Surroundings } from '../engine/dialect.js';
import type { Job, JobStage } from '../engine/job.js';
import { hasLink, told } from '../engine/progress.js';
import { failureJson } from './failure-json.js';
import { nestedWord, shownWord } from './status-word.js';

/** Dollars, once they are charged. */
export const toldMoney = { currency: 'USD', perUnit: '1', reserved: false, charged: 'amount' } as const;

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, links }: Surroundings) {
  /** What a status read answers. */
  function task(asked: Job, now: number) {
    const { job, share } = told(asked, pace, now);
    const { id, order, acceptedAt, stage, account, faults } = job;
    const isNested = faults.view?.kind === 'nested-word';
    const head = {
      id,
      created_at: Math.floor(acceptedAt / 1000),
      status: isNested ? undefined : shownWord(job),
      model: order.model,
    };
    const nested = isNested ? { output: [{ status: nestedWord(job), content: [] }] } : {};
    switch (stage.state) {
      case 'queued':
      case 'running':
        return { ...head, ...nested, progress: Math.min(0.99, Math.floor(share * 100) / 100) };
      case 'completed':
        return {
          ...head,
          output: outputOf(job, stage, now),
          usage: { cost: account.charged.toFixed(2), discount: 0 },
          metadata: {},
        };
      case 'failed':
        return { ...head, ...(isNested ? nested : failureJson(stage.failure)), metadata: {} };
      case 'cancelled':
        return { ...head, ...nested, metadata: {} };
    }
  }

  function outputOf(job: Job, stage: Extract<JobStage, { state: 'completed' }>, now: number) {
    const link = hasLink(job, now) ? [links.linkTo(job, stage.endedAt)] : [];
    const content = link.map((url) => ({ type: 'video', url, jobId: `remote-${job.id}` }));
    const output = { status: nestedWord(job), content };
    return job.faults.view?.kind === 'output-as-object' ? output : [output];
  }

  /** What a submit answers. */
  const submitted = (job: Job) => task({ ...job, stage: { state: 'queued' } }, job.acceptedAt);

  return { task, submitted };
}
