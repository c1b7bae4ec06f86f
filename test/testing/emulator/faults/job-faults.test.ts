import { expect, test } from 'vitest';
import { faultGroups } from '../../../../src/testing/emulator/faults/catalogue.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';

type JobFaultName = keyof typeof faultGroups.job;

async function jobWith(name: JobFaultName) {
  const onHand = await emulatorOnHand();
  onHand.emulator.faults.next(name);
  const id = String((await onHand.gateway.submit(textToVideo)).json.id);
  return { ...onHand, task: async () => (await onHand.gateway.task(id)).json };
}

const failed = (code: string) => ({ status: 'failed', error: { code, type: 'task_error' } });

const ends = {
  moderation: [failed('content_policy_violation'), 'failed'],
  'bad-image': [failed('image_processing_error'), 'failed'],
  'bad-image-size': [failed('image_dimension_mismatch'), 'failed'],
  'bad-parameters': [failed('invalid_parameters'), 'failed'],
  'provider-fault': [failed('service_error'), 'failed'],
  'provider-timeout': [failed('generation_timeout'), 'failed'],
  'no-content': [failed('generation_failed_no_content'), 'failed'],
  'quota-exceeded': [failed('quota_exceeded'), 'failed'],
  overload: [failed('resource_exhausted'), 'failed'],
  'unknown-failure': [failed('flux_misaligned'), 'failed'],
  'failed-as-expired': [{ ...failed('generation_timeout'), status: 'expired' }, 'failed'],
  'error-with-link': [failed('service_error'), 'failed'],
  'error-as-text': [{ status: 'failed', error: expect.stringMatching(/./) }, 'failed'],
  'error-code-number': [{ status: 'failed', error: { code: 500 } }, 'failed'],
  'error-missing': [{ status: 'failed' }, 'failed'],
  cancelled: [{ status: 'cancelled' }, 'cancelled'],
  'cancelled-as-canceled': [{ status: 'canceled' }, 'cancelled'],
  'cancelled-as-failed': [failed('request_cancelled'), 'cancelled'],
} as const satisfies Partial<Record<JobFaultName, unknown>>;

test.each(Object.entries(ends) as [JobFaultName, readonly [object, string]][])(
  '%s: the accepted job ends so, and costs nothing',
  async (name, [answer, state]) => {
    const { emulator, clock, task } = await jobWith(name);
    expect(await task()).toMatchObject({ status: 'pending' });
    await clock.advance(8_000);
    const told = await task();
    expect(told).toMatchObject(answer);
    expect([told.results, 'error' in told]).toEqual([undefined, 'error' in answer]);
    expect(emulator.bill()).toMatchObject({
      jobs: { [state]: 1 },
      credits: { available: '10000', reserved: '0', spent: '0' },
    });
  },
);

test('refund-late: what was set aside comes back a minute after the failure', async () => {
  const { emulator, clock, task } = await jobWith('refund-late');
  await clock.advance(8_000);
  expect((await task()).status).toBe('failed');
  expect(emulator.bill().credits).toMatchObject({ reserved: '25.5', spent: '0' });
  await clock.advance(60_000);
  expect(emulator.bill().credits).toEqual({ available: '10000', reserved: '0', spent: '0' });
});

test('charged-although-failed: the failed job costs its full price', async () => {
  const { emulator, clock, task, gateway } = await jobWith('charged-although-failed');
  await clock.advance(8_000);
  expect((await task()).status).toBe('failed');
  expect(emulator.bill({ perTask: true })).toMatchObject({
    credits: { spent: '25.5' },
    perTask: [{ state: 'failed', charged: '25.5' }],
  });
  expect((await gateway.call('GET', '/v1/tasks')).json.data).toMatchObject([{ credits_used: 25.5 }]);
});

test.each([
  ['slow', 15],
  ['late-success', 3 * 60 * 60],
] as const)('%s: the job runs %i s longer than others, then completes', async (name, seconds) => {
  const { clock, task } = await jobWith(name);
  await clock.advance(7_999 + seconds * 1000);
  expect(await task()).toMatchObject({ status: 'processing', progress: 99 });
  await clock.advance(1);
  expect(await task()).toMatchObject({ status: 'completed' });
});

test('stuck: the job runs for ever and keeps its slot', async () => {
  const { emulator, clock, task } = await jobWith('stuck');
  await clock.advance(7 * 24 * 60 * 60 * 1000);
  expect((await task()).status).toBe('processing');
  expect(emulator.bill()).toMatchObject({ jobs: { running: 1 }, credits: { reserved: '25.5' } });
});

test('every fault of the job is tried here', () => {
  const others = ['refund-late', 'charged-although-failed', 'slow', 'late-success', 'stuck'];
  expect([...Object.keys(ends), ...others].toSorted()).toEqual(Object.keys(faultGroups.job).toSorted());
});
