import type { Surroundings } from '../engine/dialect.js';
import type { Job } from '../engine/job.js';
import { hasLink, told } from '../engine/progress.js';
import { failureJson } from './failure-json.js';
import { inDollars } from './prices.js';
import { shownWord } from './status-word.js';

/** Credits, of which 2,000,000 are a dollar. */
export const toldMoney = { currency: 'USD', perUnit: '0.0000005', reserved: true, charged: 'amount' } as const;

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, links }: Surroundings) {
  /** What a status read answers. */
  function task(asked: Job, now: number) {
    const { job } = told(asked, pace, now);
    const { id, stage, account } = job;
    const head = { id, status: shownWord(job) };
    switch (stage.state) {
      case 'queued':
      case 'running':
        return head;
      case 'completed':
        return {
          ...head,
          video: hasLink(job, now) ? { url: links.linkTo(job, stage.endedAt) } : null,
          meta: { usage: { credits_used: account.charged.toNumber(), usd_spent: inDollars(account.charged) } },
        };
      case 'failed':
        return { ...head, video: null, ...failureJson(stage.failure) };
      case 'cancelled':
        return { ...head, video: null };
    }
  }

  /** What a submit answers: the hold is shown as if it were spent. */
  const submitted = (job: Job) => ({
    ...task({ ...job, stage: { state: 'queued' } }, job.acceptedAt),
    meta: { usage: { credits_used: job.order.reserve.toNumber() } },
  });

  /** One row of the log: no link, and no prompt. */
  function row({ id, order, stage, account, acceptedAt }: Job) {
    const { charged } = account;
    return {
      created: new Date(acceptedAt).toISOString(),
      status: stage.state === 'failed' ? 'failed' : 'succeeded',
      origin: 'api',
      model: order.model,
      cost: { usd: inDollars(charged), credits: charged.toNumber() },
      tokens: { input: 0, output: 0, total: 0 },
      request_id: null,
      inference_id: id,
      client_request_id: clientRequestId(order.wireKey) ?? null,
    };
  }

  return { task, submitted, row };
}

/** What the client called its request; anything that is not valid is dropped in silence. */
export const clientRequestId = (sent: string | undefined): string | undefined =>
  sent !== undefined && /^[A-Za-z0-9._:-]{1,128}$/.test(sent) ? sent : undefined;
