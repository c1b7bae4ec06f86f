import { randomUUID } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import type { ArchiveOutcome } from '../../src/activities/archive-video.js';
import type { SubmitAnswer, SubmitOrder } from '../../src/activities/submit.js';
import type { AcceptedSubmission } from '../../src/domain/submission.js';
import { json, startGateway, type Answer } from '../helpers/gateway-server.js';
import type { S3Server } from '../helpers/s3.js';
import { startVideoServer } from '../helpers/video-server.js';
import { activitiesAt, model, type ActivitiesOptions } from './activities.js';
import { completed } from './completed-task.js';

/** Costs 25.5 credits. */
export const request = {
  model,
  prompt: 'A cat playing piano',
  durationSeconds: 5,
  resolution: '720p',
  aspectRatio: '16:9',
} as const;

/** Has room for two of them. */
export const campaign = { name: 'campaign', cap: '51 EVOLINK_CREDIT' } as const;

const seconds = (ago: number): string => new Date(Date.now() - ago * 1000).toISOString();

/** Generations of one test that spend from the same budgets. */
export function spenders(s3: S3Server, gatewayUrl: string, options: ActivitiesOptions = {}) {
  const prefix = `budget-${randomUUID()}`;
  const memory = activitiesAt(s3, gatewayUrl, { ...options, prefix });
  const generation = (id = `ad-${randomUUID()}`, more: ActivitiesOptions & { readonly at?: S3Server } = {}) => {
    const own = activitiesAt(more.at ?? s3, gatewayUrl, {
      allowPrivateHosts: ['127.0.0.1'],
      ...options,
      ...more,
      prefix,
      id,
    });
    const { activities, environment } = own;
    const { submit } = activities.submit;
    return {
      ...own,
      submit: async (given: object = { budgets: [campaign] }, order: Partial<SubmitOrder> = {}) =>
        (
          await environment.run<[SubmitOrder], SubmitAnswer, typeof submit>(submit, {
            request,
            n: 1,
            options: given,
            ...order,
          })
        ).verdict,
      /** Waits for the end of a task that was accepted a while ago. */
      await: (submission: AcceptedSubmission) =>
        environment.run(activities.read.awaitVideo, {
          model,
          submission: { ...submission, acceptedAt: seconds(900) },
          overdue: true,
        }),
      archive: (submission: AcceptedSubmission, isLate = false): Promise<ArchiveOutcome> =>
        environment.run(activities.transfer.archiveVideo, { model, submission, requestedAt: seconds(900), isLate }),
    };
  };
  const standOf = async (name: string = campaign.name) => {
    const [report] = await memory.budgets.stand(name);
    return report ?? expect.unreachable(`no budget ${name}`);
  };
  return { ...memory, generation, standOf };
}

/** Orders, and expects the gateway to take it. */
export async function accepted(
  { submit }: Pick<ReturnType<ReturnType<typeof spenders>['generation']>, 'submit'>,
  options?: object,
): Promise<AcceptedSubmission> {
  const verdict = await submit(options);
  return verdict.state === 'accepted' ? verdict : expect.unreachable(`not accepted: ${verdict.state}`);
}

/** A gateway that takes every order, and says the same of every task. */
export async function gatewaySaying(status: object) {
  let orders = 0;
  const gateway = await startGateway((outgoing, incoming) => {
    const answer: Answer =
      incoming.method === 'POST'
        ? json(200, { id: `task-unified-${(orders += 1)}`, status: 'pending' })
        : json(200, { ...status, id: incoming.url?.split('/').at(-1) });
    answer(outgoing, incoming);
  });
  return { ...gateway, orders: () => orders };
}

/** The same whose tasks are done, and have cost so many credits. */
export async function gatewayCharging(credits: number) {
  const video = await startVideoServer({ bytes: 50_000, seed: () => 1 });
  onTestFinished(() => video.close());
  return gatewaySaying({ ...completed, results: [video.url], usage: { credits_used: credits } });
}
