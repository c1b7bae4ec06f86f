import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import type { SubmitAnswer, SubmitOrder } from '../../src/activities/submit.js';
import type { HeldSubmission } from '../../src/domain/submission.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { activitiesAt, failureOf, model } from './activities.js';

useS3();

const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
const noCredit = json(402, { error: { code: 'insufficient_credits', message: 'No credit' } });

/** A bucket that breaks some requests off, for as long as the test wants. */
async function brokenS3(breaks: (incoming: IncomingMessage) => boolean) {
  let broken = true;
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest(incoming) {
      if (broken && breaks(incoming)) throw new Error('broken off by the test');
    },
  });
  return {
    s3: { ...s3, endpoint, clientOptions: { ...s3.clientOptions, endpoint } },
    mend() {
      broken = false;
    },
  };
}

test('a bucket that can’t be asked for holds keeps the order from being sent', async () => {
  const bucket = await brokenS3(({ url }) => url?.includes('list-type=2') === true);
  const gateway = await startGateway(noCredit);
  const { activities, environment } = activitiesAt(bucket.s3, gateway.url);
  await expect(environment.run(activities.submit.submit, order)).rejects.toMatchObject({ name: 'BucketError' });
  expect(gateway.heard).toEqual([]);
});

test('a run whose account could not be held is held all the same, and the hold is written when the bucket is back', async () => {
  const bucket = await brokenS3(({ method, url }) => method === 'PUT' && url?.includes('/holds/') === true);
  const gateway = await startGateway(noCredit);
  const { activities, environment, holds } = activitiesAt(bucket.s3, gateway.url);
  const { verdict } = await environment.run<[SubmitOrder], SubmitAnswer, typeof activities.submit.submit>(
    activities.submit.submit,
    order,
  );
  expect(verdict).toMatchObject({ state: 'held', code: 'NO_CREDIT', inBucket: false });
  const { hold, inBucket } = verdict as HeldSubmission;
  expect(await holds.list()).toEqual([]);

  const look = () => environment.run(activities.read.awaitRelease, { hold, inBucket });
  await expect(look()).rejects.toMatchObject({ name: 'BucketError' });
  bucket.mend();
  const kept: unknown[] = [];
  environment.on('heartbeat', (details: unknown) => kept.push(details));
  expect(await failureOf(look())).toMatchObject({ type: 'NotYet' });
  expect(await holds.list()).toEqual([hold]);

  await holds.lift(hold.scope);
  Object.assign(environment.context.info, { heartbeatDetails: kept.at(-1) });
  await look();
  expect(await holds.list()).toEqual([]);
  expect(gateway.heard).toHaveLength(1);
});

test('a hold that has stood for hours is still looked at every half minute', async () => {
  const { activities, environment, holds } = activitiesAt(s3, 'http://127.0.0.1:9');
  const since = new Date().toISOString();
  const scope = { kind: 'model', gateway: 'evolink', model } as const;
  const { hold } = await holds.set({ scope, code: 'STOPPED', reason: 'lunch', since, by: 'anna' });
  Object.assign(environment.context.info, { scheduledTimestampMs: Date.now() - 5 * 3_600_000 });
  const look = environment.run(activities.read.awaitRelease, { hold, inBucket: true });
  expect(await failureOf(look)).toMatchObject({ type: 'NotYet', nextRetryDelay: 30_000 });
});
