import { expect, test } from 'vitest';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { acceptedBefore, activitiesAt, failureOf, model } from './activities.js';

useS3();

const dayLong = json(429, { error: { code: 'rate_limit_exceeded', message: 'No' } }, { 'retry-after': '86400' });
const submission = acceptedBefore(3600);

test.each(['awaitVideo', 'archiveVideo'])(
  'a gateway that wants to be left alone for a day is read again within five minutes (%s)',
  async (name) => {
    const gateway = await startGateway(dayLong);
    const { activities, environment } = activitiesAt(s3, gateway.url);
    const attempts = {
      awaitVideo: () => environment.run(activities.read.awaitVideo, { model, submission, overdue: false }),
      archiveVideo: () =>
        environment.run(activities.transfer.archiveVideo, { model, submission, requestedAt: submission.acceptedAt }),
    };
    const failure = await failureOf(attempts[name as keyof typeof attempts]());
    expect(failure).toMatchObject({
      type: 'ProviderError.rate-limit',
      nonRetryable: false,
      nextRetryDelay: 300_000,
    });
    expect(gateway.heard).toHaveLength(1);
  },
);

test('a gateway that refuses an order for a day is asked again within the hour', async () => {
  const gateway = await startGateway(dayLong);
  const { id, activities, environment, ledger } = activitiesAt(s3, gateway.url);
  const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
  const failure = await failureOf(environment.run(activities.submit.submit, order));
  expect(failure).toMatchObject({
    type: 'ProviderError.rate-limit',
    nonRetryable: false,
    nextRetryDelay: 3_600_000,
  });
  expect(await ledger.find(id, 1)).toEqual({ state: 'none' });
});

test('a gateway that refuses an order and wants no pause is asked again, after a moment', async () => {
  const refusal = { error: { code: 'rate_limit_exceeded', message: 'No' } };
  const gateway = await startGateway(json(429, refusal, { 'retry-after': '0' }));
  const { activities, environment } = activitiesAt(s3, gateway.url);
  const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
  const failure = await failureOf(environment.run(activities.submit.submit, order));
  expect(failure).toMatchObject({ nonRetryable: false, nextRetryDelay: 1_000 });
});
