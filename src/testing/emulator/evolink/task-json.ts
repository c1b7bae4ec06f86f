import type { Job, JobStage } from '../engine/job.js';
import { hasLink, told } from '../engine/progress.js';
import type { Surroundings } from '../engine/dialect.js';
import { cancelledJson, failureJson } from './failure-json.js';
import { shownWord, statusWord } from './status-word.js';

const inSeconds = (ms: number) => Math.floor(ms / 1000);

const billing = { billing_rule: 'per_call', user_group: 'default' };

/** Credits, as the account has them. */
export const toldMoney = { currency: 'EVOLINK_CREDIT', perUnit: '1', reserved: true, charged: 'amount' } as const;

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, links }: Surroundings) {
  /** What a task query answers, and what a callback carries. */
  function task(asked: Job, now: number) {
    const { job, share } = told(asked, pace, now);
    const { id, order, acceptedAt, stage, account } = job;
    const head = {
      created: inSeconds(acceptedAt),
      id,
      model: order.model,
      object: 'video.generation.task',
      type: 'video',
      status: shownWord(job),
    };
    switch (stage.state) {
      case 'queued': {
        const estimate = Math.ceil(pace.queueSeconds + pace.runSeconds);
        return { ...head, progress: 0, task_info: { can_cancel: true, estimated_time: estimate } };
      }
      case 'running': {
        const estimate = Math.max(0, Math.ceil(pace.runSeconds * (1 - share)));
        const progress = Math.min(99, Math.floor(share * 100));
        return { ...head, progress, task_info: { can_cancel: false, estimated_time: estimate } };
      }
      case 'completed':
        return {
          ...head,
          progress: 100,
          ...resultOf(job, stage, now),
          task_info: { can_cancel: false },
          usage: { ...billing, credits_reserved: order.reserve.toNumber(), credits_used: account.charged.toNumber() },
        };
      case 'failed':
        return { ...head, progress: 0, ...failureJson(stage.failure) };
      case 'cancelled':
        return head.status === 'failed'
          ? { ...head, progress: 0, ...cancelledJson }
          : { ...head, progress: 0, task_info: { can_cancel: false } };
    }
  }

  function resultOf(job: Job, stage: Extract<JobStage, { state: 'completed' }>, now: number) {
    const { view } = job.faults;
    if (!hasLink(job, now)) return { results: [] };
    const link = links.linkTo(job, stage.endedAt);
    switch (view?.kind === 'link-elsewhere' ? view.where : undefined) {
      case 'result_data':
        return { result_data: [{ video_url: link }] };
      case 'results-as-objects':
        return { results: [{ url: link }] };
      case 'video_url':
        return { video_url: link };
      case undefined:
        return { results: [link] };
    }
  }

  /** What a submit answers. */
  const submitted = (job: Job) => ({
    ...task({ ...job, stage: { state: 'queued' } }, job.acceptedAt),
    usage: { ...billing, credits_reserved: job.order.reserve.toNumber() },
  });

  /** One row of the task list: no link, no prompt, nothing of the caller's. */
  function row(job: Job, now: number) {
    const { id, order, stage, account, acceptedAt } = job;
    return {
      id,
      model: order.model,
      type: 'video',
      status: shownWord(job),
      progress: stage.state === 'running' ? task(job, now).progress : stage.state === 'completed' ? 100 : 0,
      created_at: inSeconds(acceptedAt),
      duration: 'endedAt' in stage ? inSeconds(stage.endedAt - stage.startedAt) : 0,
      has_results: hasLink(job, now),
      result_count: hasLink(job, now) ? 1 : 0,
      has_error: statusWord(job) === 'failed',
      credits_used: account.charged.toNumber(),
    };
  }

  return { task, submitted, row };
}
