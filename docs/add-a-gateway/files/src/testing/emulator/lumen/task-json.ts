import type { Surroundings } from '../engine/dialect.js';
import type { Job } from '../engine/job.js';
import { hasLink, told } from '../engine/progress.js';
import { failureJson } from './failure-json.js';
import { shownWord } from './status-word.js';

/** Dollars, held and taken. */
export const toldMoney = { currency: 'USD', perUnit: '1', reserved: true, charged: 'amount' } as const;

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, links }: Surroundings) {
  /** What a status read answers. */
  function task(asked: Job, now: number) {
    const { job, share } = told(asked, pace, now);
    const { id, order, acceptedAt, stage, account } = job;
    const head = { id, model: order.model, asked_at: Math.floor(acceptedAt / 1000), phase: shownWord(job) };
    switch (stage.state) {
      case 'queued':
      case 'running':
        return {
          ...head,
          done_percent: Math.min(99, Math.floor(share * 100)),
          price: { held: account.held.toFixed(2) },
        };
      case 'completed': {
        const file = hasLink(job, now) ? { url: links.linkTo(job, stage.endedAt) } : null;
        return { ...head, done_percent: 100, file, price: { taken: account.charged.toFixed(2) } };
      }
      case 'failed':
        return { ...head, ...failureJson(stage.failure), price: { taken: account.charged.toFixed(2) } };
      case 'cancelled':
        return { ...head, price: { taken: account.charged.toFixed(2) } };
    }
  }

  /** What a submit answers. */
  const submitted = (job: Job) => task({ ...job, stage: { state: 'queued' } }, job.acceptedAt);

  return { task, submitted };
}
