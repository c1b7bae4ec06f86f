import { randomUUID } from 'node:crypto';
import { Big } from 'big.js';
import type { Surroundings } from '../engine/dialect.js';
import { billedInputSeconds } from '../engine/input-seconds.js';
import { billedSeconds, type Job, type JobStage } from '../engine/job.js';
import { hasLink, told } from '../engine/progress.js';
import { sizeName } from '../media/frame-size.js';
import { failureJson } from './failure-json.js';
import { shownWord, statusWord } from './status-word.js';

/** A time as the gateway writes it. Its time zone is not documented: ours is UTC. */
const timeOf = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');

/** It says for how many seconds it charges, and nothing of money. */
export const toldMoney = { currency: 'CNY', perUnit: '1', reserved: false, charged: 'seconds' } as const;

/** Writes jobs down in the gateway's words. */
export function createTaskJson({ pace, links }: Surroundings) {
  /** What a status read answers. */
  function task(asked: Job, now: number) {
    const { job } = told(asked, pace, now);
    const { id, order, acceptedAt, stage } = job;
    const request_id = randomUUID();
    const named = { task_id: id, task_status: shownWord(job) };
    if (named.task_status === 'UNKNOWN') return { request_id, output: named };
    const head = { ...named, submit_time: timeOf(acceptedAt) };
    switch (stage.state) {
      case 'queued':
        return { request_id, output: head };
      case 'running':
        return { request_id, output: { ...head, scheduled_time: timeOf(stage.startedAt) } };
      case 'completed': {
        const link = hasLink(job, now) ? { video_url: links.linkTo(job, stage.endedAt) } : {};
        const output = { ...head, ...timesOf(stage), orig_prompt: order.prompt, ...link };
        return { request_id, output, usage: usageOf(job, stage) };
      }
      case 'failed':
        return { request_id, output: { ...head, ...timesOf(stage), ...failureJson(stage.failure) } };
      case 'cancelled':
        return { request_id, output: { ...head, ...timesOf(stage) } };
    }
  }

  /** What a submit answers. */
  const submitted = (job: Job) => ({
    output: { task_status: shownWord({ ...job, stage: { state: 'queued' } }), task_id: job.id },
    request_id: randomUUID(),
  });

  /** One row of the task list: no link, no prompt, nothing of the caller's. */
  const row = (job: Job) => ({
    api_key_id: '1',
    caller_parent_id: '1',
    caller_uid: '1',
    gmt_create: job.acceptedAt,
    model_name: job.order.model,
    region: 'cn-beijing',
    request_id: randomUUID(),
    ...('startedAt' in job.stage ? { start_time: job.stage.startedAt } : {}),
    ...('endedAt' in job.stage ? { end_time: job.stage.endedAt } : {}),
    status: statusWord(job),
    task_id: job.id,
    user_api_unique_key: `apikey:v1:aigc:video-generation:video-synthesis:${job.order.model}`,
  });

  return { task, submitted, row };
}

type Ended = Extract<JobStage, { endedAt: number }>;

const timesOf = ({ startedAt, endedAt }: Ended) => ({ scheduled_time: timeOf(startedAt), end_time: timeOf(endedAt) });

/** The seconds that were charged for, of input and output together. */
function usageOf(job: Job, { inputVideoSeconds }: Extract<JobStage, { state: 'completed' }>) {
  const { aspectRatio, quality, imageUrls } = job.order;
  const output = billedSeconds(job);
  const input = billedInputSeconds(inputVideoSeconds, imageUrls.length);
  return {
    duration: new Big(output).plus(input).toNumber(),
    ...(aspectRatio === 'as-image' ? {} : { size: sizeName(quality, aspectRatio) }),
    input_video_duration: input.toNumber(),
    output_video_duration: output,
    video_count: 1,
    SR: Number.parseInt(quality, 10),
  };
}
