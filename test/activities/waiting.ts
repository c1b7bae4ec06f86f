import { randomUUID } from 'node:crypto';
import type { Turn } from '../../src/domain/submission.js';
import type { TurnOrder } from '../../src/activities/await-turn.js';
import type { SubmitAnswer, SubmitOrder } from '../../src/activities/submit.js';
import type { Gate } from '../../src/domain/gate.js';
import type { S3Server } from '../helpers/s3.js';
import { activitiesAt, failureOf, model, type ActivitiesOptions } from './activities.js';

/** What tests order from: one model of the only account. */
export const gate: Gate = { gateway: 'evolink', account: 'default', model };

export const request = { model, prompt: 'A cat playing piano' };

const secondsAgo = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

/** One account at one gateway, from which many generations order. */
export function accountAt(s3: S3Server, baseUrl: string, options: Omit<ActivitiesOptions, 'id'> = {}) {
  const prefix = `account-${randomUUID()}`;
  const memory = activitiesAt(s3, baseUrl, { ...options, prefix });
  const generation = (id = `ad-${randomUUID()}`, more: ActivitiesOptions = {}) => {
    const { activities, environment } = activitiesAt(s3, baseUrl, { ...options, ...more, prefix, id });
    const { submit } = activities.submit;
    const { awaitTurn, leaveLine } = activities.read;
    const order: TurnOrder = { model, account: 'default', n: 1, orderedAt: secondsAgo(0) };
    return {
      id,
      activities,
      environment,
      submit: async (turn?: Turn) =>
        (await environment.run<[SubmitOrder], SubmitAnswer, typeof submit>(submit, { request, n: 1, turn })).verdict,
      /** Waits from so many seconds ago. */
      awaitTurn: (waitedSeconds = 0) =>
        environment.run<[TurnOrder], Turn, typeof awaitTurn>(awaitTurn, {
          ...order,
          orderedAt: secondsAgo(waitedSeconds),
        }),
      leaveLine: () => environment.run<[TurnOrder], void, typeof leaveLine>(leaveLine, order),
    };
  };
  return {
    ...memory,
    generation,
    /** The message with which a look ends that finds nothing. */
    look: async (waiter: ReturnType<typeof generation>, waitedSeconds?: number) =>
      (await failureOf(waiter.awaitTurn(waitedSeconds))).message,
  };
}

/** A place of so many seconds' age. */
export const placeFor = (id: string, ageSeconds = 0) => ({
  schema: 1 as const,
  nonce: randomUUID(),
  id,
  n: 1,
  fairnessKey: 'default',
  namespace: 'default',
  runId: randomUUID(),
  at: secondsAgo(ageSeconds),
});
