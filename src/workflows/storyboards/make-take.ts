import { CancellationScope, rootCause } from '@temporalio/workflow';
import type { OpenedTake } from '../../activities/open-take.js';
import type { BudgetKey } from '../../domain/budget.js';
import { takeId } from '../../domain/ids.js';
import type { DueTake } from '../../domain/storyboards/due-takes.js';
import { storedTake, type Take } from '../../domain/storyboards/take.js';
import { generateTake, type TakeEnd } from './generate-take.js';
import type { StoryboardRun } from './run.js';

/** A take that is under way, or stored. */
type Begun = Exclude<OpenedTake, { readonly state: 'short' }>;

/** What came of a take, or that the budget does not reach for it. */
type Made = TakeEnd | { readonly state: 'short'; readonly message: string };

/**
 * Makes one take: uses what there is already of an equal digest, or orders it. Never rejects: that nothing came of it is
 * noted on the board. A cancellation of the storyboard reaches the generation only.
 */
export const makeTake = (run: StoryboardRun, due: DueTake): Promise<void> =>
  CancellationScope.nonCancellable(async () => {
    const { board } = run;
    const { shot, ...order } = due;
    const address = { storyboard: run.id, shot: shot.id, take: order.number };
    let take: Take = { ...order, state: 'begun' };
    const note = (facts: Partial<Take>) => {
      take = { ...take, ...facts };
      board.note({ shot: shot.id, take });
    };

    note({});
    let budgets: readonly BudgetKey[] = [];
    const made = await make(run, due, (opened) => {
      note({ digest: opened.digest, generation: takeId(address) });
      if (opened.state === 'ours') ({ budgets } = opened);
    });
    switch (made.state) {
      case 'stored':
        note(storedTake(made.result, takeId(address)));
        break;
      case 'failed': {
        const { reason, cost } = made;
        await run.activities.ofTake(address).closeTake({ ...address, digest: take.digest, reason, cost, budgets });
        note({ state: 'failed', reason, cost });
        break;
      }
      case 'withdrawn':
        board.withdraw({ shot: shot.id, take });
        break;
      case 'short':
        board.withdraw({ shot: shot.id, take });
        return run.noteShort(made.message);
    }
    run.noteRoom();
  });

async function make(run: StoryboardRun, due: DueTake, onOpened: (opened: Begun) => void): Promise<Made> {
  const { shot, ...order } = due;
  const address = { storyboard: run.id, shot: shot.id, take: order.number };
  const { openTake, awaitTake } = run.activities.ofTake(address);
  try {
    const firstFrame = await frameBefore(run, due);
    const wanted = {
      ...order,
      ...address,
      request: shot.request,
      firstFrame,
      fresh: run.isFresh,
      options: run.options,
    };
    let takeOver: string | undefined;
    for (;;) {
      const opened = await openTake({ ...wanted, takeOver });
      if (opened.state === 'short') return opened;
      onOpened(opened);
      if (opened.state === 'stored') return opened;
      const end = opened.state === 'ours' ? await generateTake(run, { shot, address, opened }) : opened;
      if (end.state !== 'elsewhere') return end;
      const awaited = await awaitTake(end.generation);
      if (awaited.state === 'stored') return awaited;
      takeOver = end.generation;
    }
  } catch (error) {
    return { state: 'failed', reason: rootCause(error) ?? 'no reason given' };
  }
}

/** The last frame of the take that it continues, in the bucket. */
async function frameBefore(run: StoryboardRun, { shot: { continues }, parent }: DueTake): Promise<string | undefined> {
  if (continues === undefined) return undefined;
  const before = run.board.takesOf(continues).find(({ digest }) => digest === parent);
  if (before?.video === undefined) throw new Error(`there is no take of ${continues} to go on from`);
  const { uri } = await run.activities.takeLastFrame({ storyboard: run.id, video: before.video });
  return uri;
}
