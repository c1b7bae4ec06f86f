import assert from 'node:assert/strict';
import type { ReadFault } from '../emulator/faults/status-faults.js';
import { faultsAt } from './faults-at.js';
import { rehearse, type Rehearsal } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** How many reads a fault spoils when nothing but reading gets over it. */
const spoiltReads = (when: ReadFault['when']): number => ('firstReads' in when ? when.firstReads : 1);

const isForEver = (when: ReadFault['when']): boolean => 'afterSeconds' in when;

/** After this no fault that passes is left, in milliseconds of the emulator's clock. */
const passedMs = 60_000;

/** Status reads: that every state is understood, and that trouble is never taken for an end. */
export const statusCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => [
  {
    name: 'a task is running until it has succeeded, with a link to a video',
    run: () =>
      rehearse(subject, async ({ adapter, clock, submit, finish }) => {
        const { taskId } = await submit();
        assert.equal((await adapter.readStatus(taskId)).state, 'running');
        await clock.advance(1500);
        assert.equal((await adapter.readStatus(taskId)).state, 'running');
        await finish();
        await assertVideo(await adapter.readStatus(taskId));
      }),
  },
  {
    name: 'a task that nobody has ordered is not found',
    run: () =>
      rehearse(subject, async ({ adapter, submit, failureOf }) => {
        const { taskId } = await submit();
        const unheardOf = taskId.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
        assert.equal((await failureOf(adapter.readStatus(unheardOf))).kind, 'not-found');
      }),
  },
  {
    name: 'a task is known as one of its model',
    run: () =>
      rehearse(subject, async ({ adapter, submit }) => {
        const { taskId } = await submit();
        assert.equal((await adapter.identifyTask(taskId)).isThisModel, true);
      }),
  },
  ...faultsAt(subject).flatMap(({ name, fault: { description, plan } }): ConformanceCase[] => {
    const { read, view, course } = plan;
    const isOfStatus = read !== undefined || (view !== undefined && course === undefined);
    if (!isOfStatus) return [];
    const hasNoLink = view?.kind === 'no-link' && view.forSeconds === Infinity;
    return [
      {
        name: `status, ${name}: ${description}`,
        run: () =>
          rehearse(subject, async (rehearsal) => {
            rehearsal.emulator.faults.next(name);
            const { taskId } = await rehearsal.submit();
            if (read !== undefined) await spoilt(rehearsal, taskId, read);
            else if (hasNoLink) await withoutLink(rehearsal, taskId);
            else await untilSucceeded(rehearsal, taskId);
          }),
      },
    ];
  }),
];

/** Each spoilt read is an error, or tells less than the truth; the first one that is not tells it. */
async function spoilt<Request>(rehearsal: Rehearsal<Request>, taskId: string, { when }: ReadFault): Promise<void> {
  const { adapter, clock, finish, failureOf } = rehearsal;
  if (isForEver(when)) {
    await clock.advance(('afterSeconds' in when ? when.afterSeconds : 0) * 1000);
    await failureOf(adapter.readStatus(taskId));
    return;
  }
  for (let reads = 0; reads < spoiltReads(when); reads += 1) await failureOf(adapter.readStatus(taskId));
  await finish();
  await clock.advance(passedMs);
  await assertVideo(await adapter.readStatus(taskId));
}

/** However it is told, a task that runs is no end, and one that has succeeded is seen to have. */
async function untilSucceeded<Request>(rehearsal: Rehearsal<Request>, taskId: string): Promise<void> {
  const { adapter, clock, finish } = rehearsal;
  const early = await adapter.readStatus(taskId).catch(() => undefined);
  if (early !== undefined) assert.equal(early.state, 'running');
  await finish();
  await adapter.readStatus(taskId).catch(() => undefined);
  await clock.advance(passedMs);
  await assertVideo(await adapter.readStatus(taskId));
}

/** A task that has succeeded without a link is neither running nor failed: it may have been paid for. */
async function withoutLink<Request>({ adapter, clock, finish }: Rehearsal<Request>, taskId: string): Promise<void> {
  await finish();
  await clock.advance(passedMs);
  assert.equal((await adapter.readStatus(taskId)).state, 'succeeded-without-link');
}

async function assertVideo(status: { readonly state: string; readonly videoUrl?: string }): Promise<void> {
  assert.equal(status.state, 'succeeded');
  const response = await fetch(status.videoUrl ?? '');
  assert.equal(response.status, 200);
  assert.match(Buffer.from(await response.arrayBuffer()).toString('latin1', 4, 8), /ftyp/);
}
