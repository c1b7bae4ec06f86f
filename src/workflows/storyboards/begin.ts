import { defineSearchAttributeKey } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';
import { storyboardIdOf } from '../../domain/ids.js';
import type { StoryboardOptions } from '../../domain/storyboards/options.js';
import { storyboardActivities } from './activities.js';
import { openBoard } from './board.js';
import { listenForDecisions } from './decisions.js';
import { trackStoryboard } from './progress.js';
import { openRun } from './open-run.js';
import type { StoryboardRun } from './run.js';

/**
 * Begins a storyboard, or goes on with it: takes that an earlier run has begun are made first. Must be called in the
 * workflow's root scope. Rejects where the document can't be right: then nothing was paid for.
 */
export async function beginStoryboard(document: unknown, options: StoryboardOptions = {}): Promise<StoryboardRun> {
  const { workflowId, startTime } = workflowInfo();
  const id = storyboardIdOf(workflowId);
  const decisions = listenForDecisions();
  const progress = trackStoryboard(id);
  const activities = storyboardActivities();
  const given = { ...options, scheduledAt: options.scheduledAt ?? (scheduledTime() ?? startTime).toISOString() };
  const planned = await activities.planStoryboard({ storyboard: id, document, options: given });
  const board = openBoard(planned.plan, await activities.readBoard(id));
  const run = openRun({ id, board, activities, planned, given, isDeciding: decisions.areUnderWay });
  for (const redo of given.redos ?? []) board.ask(redo);
  decisions.open(run);
  progress.follow(run);
  return run;
}

/** When a schedule's run was due, which may be long before it starts. */
const scheduledTime = (): Date | undefined =>
  workflowInfo().typedSearchAttributes.get(defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME'));
