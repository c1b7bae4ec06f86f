import { expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

const daySeconds = 24 * 3600;

test('a video whose links are all dead waits for a person, who is told everything; nothing is ordered again', async ({
  stage,
}) => {
  const clock = createManualClock();
  const { videos, emulator, client } = await stage({ emulator: { clock, queueSeconds: 0, runSeconds: 1 } });
  const run = await videos.start('late', request());
  await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
  // The job ends at its second; its links work for a day from then.
  await clock.advance(1_000);
  await clock.advance((daySeconds + 1) * 1000);

  const { note, taskId } = await inState({ videos }, 'late', 'quarantined');
  expect(note).toContain(`RESULT_EXPIRED: evolink ${taskId} has succeeded, but its link is dead`);
  expect(note).toMatch(/\(403|410|404\)/);
  expect(note).toContain('6 attempts');
  expect(note).toMatch(/It was accepted at \d{4}-.* and is paid for: [\d.]+ EvoLink credits/);
  expect(note).not.toContain('signature=');
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  expect((await client.workflow.getHandle('late').describe()).status.name).toBe('RUNNING');
  await run.cancel();
  expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'yes', taskId } });
});
