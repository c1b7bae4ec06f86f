import { describe, expect } from 'vitest';
import { inState } from './in-state.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

/** Were it sent a second time, the gateway would take it a second time. */
const takenOnce = request('[[fault:accept-then-drop*1]]');

describe.concurrent('a submission whose outcome is unknown and whose record can’t be found', () => {
  test('because somebody has removed it is not sent again, and rests in quarantine', async ({ stage, backends }) => {
    const here = await stage({ typicalSeconds: 2 });
    await here.videos.start('removed', takenOnce);
    await inState(here, 'removed', 'unknown');
    await backends.bucket.delete(here.keys.submission('removed', 1));
    await inState(here, 'removed', 'quarantined');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('because a worker looks below another prefix is not sent again, and waits for the right worker', async ({
    stage,
  }) => {
    const here = await stage({ typicalSeconds: 2, worker: false });
    const right = await here.startWorker();
    await here.videos.start('elsewhere', takenOnce);
    await inState(here, 'elsewhere', 'unknown');
    await right.stop();
    const wrong = await here.startWorker(`${here.prefix}-other`);
    await until(async () => {
      const { lastFailure } = await here.videos.get('elsewhere').status();
      return lastFailure?.type === 'OtherLedger';
    }, 'the wrong worker to say so');
    await wrong.stop();
    await here.startWorker();
    await inState(here, 'elsewhere', 'quarantined');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });
});
