import type { Job, JobStage } from '../engine/job.js';
import type { Pace } from '../engine/jobs.js';
import { cancelledJson, failureJson } from './failure-json.js';
import { shownWord, statusWord } from './status-word.js';

export interface TaskJsonOptions {
  readonly pace: Pace;
  readonly linkTo: (job: Job, endedAt: number) => string;
}

const inSeconds = (ms: number) => Math.floor(ms / 1000);

const billing = { billing_rule: 'per_call', user_group: 'default' };

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, linkTo }: TaskJsonOptions) {
  const runMs = pace.runSeconds * 1000;

  const progressOf = (job: Job, startedAt: number, now: number) => {
    const { course } = job.faults;
    const wholeMs = runMs + (course?.kind === 'slow' ? course.bySeconds * 1000 : 0);
    return wholeMs === 0 ? 1 : (now - startedAt) / wholeMs;
  };

  /** What a task query answers, and what a callback carries. */
  function task(job: Job, now: number) {
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
        const share = progressOf(job, stage.startedAt, now);
        const isBack = job.faults.view?.kind === 'back-step' && share >= 0.5 && share < 0.75;
        if (isBack) return task({ ...job, stage: { state: 'queued' } }, now);
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
    const link = linkTo(job, stage.endedAt);
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

export type TaskJson = ReturnType<typeof createTaskJson>;

function hasLink({ stage, faults: { view } }: Job, now: number): boolean {
  if (stage.state !== 'completed') return false;
  return view?.kind !== 'no-link' || now - stage.endedAt >= view.forSeconds * 1000;
}
