import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { TakeAddress } from '../../domain/ids.js';
import { filmQueue, transferQueue } from '../../domain/task-queues.js';

/** The activities as storyboards call them. What they do is harmless when it is done twice. */
export function storyboardActivities() {
  const { taskQueue } = workflowInfo();
  const retry = { initialInterval: '1 second', maximumInterval: '1 minute' } as const;
  const records = { startToCloseTimeout: '30 seconds', retry } as const;
  const { planStoryboard } = proxyActivities<Activities['main']>({ ...records, summary: 'plan the storyboard' });
  const { readBoard } = proxyActivities<Activities['main']>({
    ...records,
    startToCloseTimeout: '5 minutes',
    summary: 'see what there is already',
  });
  const { checkChanges } = proxyActivities<Activities['main']>({ ...records, summary: 'check what a person wants' });
  const { recordVerdict } = proxyActivities<Activities['main']>({ ...records, summary: 'keep what a person said' });
  const film = {
    taskQueue: filmQueue(taskQueue),
    heartbeatTimeout: '30 seconds',
    retry,
  } as const;
  const { takeLastFrame } = proxyActivities<Activities['transfer']>({
    ...film,
    taskQueue: transferQueue(taskQueue),
    startToCloseTimeout: '10 minutes',
    summary: 'take the last frame',
  });
  const { planFilm } = proxyActivities<Activities['main']>({ ...records, summary: 'plan the film' });
  const { makeFilm } = proxyActivities<Activities['film']>({
    ...film,
    startToCloseTimeout: '6 hours',
    summary: 'make the film',
  });
  const { raiseBudget } = proxyActivities<Activities['main']>({ ...records, summary: 'raise the budget' });
  return {
    planStoryboard,
    readBoard,
    checkChanges,
    recordVerdict,
    raiseBudget,
    takeLastFrame,
    planFilm,
    makeFilm,
    /** Those of one take, named after it in Temporal's UI. */
    ofTake({ shot, take }: Pick<TakeAddress, 'shot' | 'take'>) {
      const options = (summary: string) => ({ ...records, summary: `${shot}, take ${take}: ${summary}` });
      const { openTake } = proxyActivities<Activities['main']>(options('look whether it exists'));
      const { closeTake } = proxyActivities<Activities['main']>(options('note that it failed'));
      const { awaitTake } = proxyActivities<Activities['main']>(options('wait for another run that makes it'));
      return { openTake, closeTake, awaitTake };
    },
  };
}

export type StoryboardActivities = ReturnType<typeof storyboardActivities>;
