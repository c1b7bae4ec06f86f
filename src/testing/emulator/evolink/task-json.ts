import type { FailureReason } from '../engine/failure.js';
import type { Job } from '../engine/job.js';
import type { Pace } from '../engine/jobs.js';

export interface TaskJsonOptions {
  readonly pace: Pace;
  readonly linkTo: (job: Job, endedAt: number) => string;
}

const inSeconds = (ms: number) => Math.floor(ms / 1000);

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, linkTo }: TaskJsonOptions) {
  const runMs = pace.runSeconds * 1000;

  /** What a task query answers, and what a callback carries. */
  function task(job: Job, now: number) {
    const { id, order, faults, acceptedAt, stage } = job;
    const of = {
      created: inSeconds(acceptedAt),
      id,
      model: order.model,
      object: 'video.generation.task',
      type: 'video',
    };
    switch (stage.state) {
      case 'queued': {
        const estimate = Math.ceil(pace.queueSeconds + pace.runSeconds);
        return { ...of, status: 'pending', progress: 0, task_info: { can_cancel: true, estimated_time: estimate } };
      }
      case 'running': {
        const share = runMs === 0 ? 1 : (now - stage.startedAt) / runMs;
        const estimate = Math.max(0, Math.ceil(pace.runSeconds * (1 - share)));
        return {
          ...of,
          status: faults.job?.kind === 'status-word' ? faults.job.word : 'processing',
          progress: Math.min(99, Math.floor(share * 100)),
          task_info: { can_cancel: false, estimated_time: estimate },
        };
      }
      case 'completed':
        return {
          ...of,
          status: 'completed',
          progress: 100,
          results: faults.job?.kind === 'no-link' ? [] : [linkTo(job, stage.endedAt)],
          task_info: { can_cancel: false },
          usage: { ...billing, credits_reserved: order.reserve.toNumber(), credits_used: stage.charged.toNumber() },
        };
      case 'failed':
        return failed(of, failureCodes[stage.failure.reason], stage.failure.message);
      case 'cancelled':
        return faults.job?.kind === 'cancel' && faults.job.spelling === 'failed'
          ? failed(of, 'request_cancelled', 'The request was cancelled.')
          : { ...of, status: 'cancelled', progress: 0, task_info: { can_cancel: false } };
    }
  }

  /** What a submit answers. */
  const submitted = (job: Job) => ({
    ...task({ ...job, stage: { state: 'queued' } }, job.acceptedAt),
    usage: { ...billing, credits_reserved: job.order.reserve.toNumber() },
  });

  /** One row of the task list: no link, no prompt, nothing of the caller's. */
  function row(job: Job, now: number) {
    const { id, model, type, status, progress, created, ...rest } = task(job, now);
    const { stage } = job;
    const resultCount = 'results' in rest ? rest.results.length : 0;
    return {
      id,
      model,
      type,
      status,
      progress,
      created_at: created,
      duration: 'endedAt' in stage ? inSeconds(stage.endedAt - stage.startedAt) : 0,
      has_results: resultCount > 0,
      result_count: resultCount,
      has_error: status === 'failed',
      credits_used: stage.state === 'completed' ? stage.charged.toNumber() : 0,
    };
  }

  return { task, submitted, row };
}

export type TaskJson = ReturnType<typeof createTaskJson>;

const billing = { billing_rule: 'per_call', user_group: 'default' };

const failed = <Head extends object>(head: Head, code: string, message: string) => ({
  ...head,
  status: 'failed',
  progress: 0,
  error: { code, message, type: 'task_error' },
});

const failureCodes: Readonly<Record<FailureReason, string>> = {
  moderation: 'content_policy_violation',
  image: 'image_processing_error',
  'image-size': 'image_dimension_mismatch',
  parameters: 'invalid_parameters',
  provider: 'service_error',
};
