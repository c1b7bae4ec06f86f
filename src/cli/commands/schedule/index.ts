import type { CliGroup } from '../../command.js';
import { backfill } from './backfill.js';
import { create } from './create.js';
import { list } from './list.js';
import { pause, remove, resume, trigger } from './simple.js';
import { status } from './status.js';
import { update } from './update.js';

export const schedule: CliGroup = {
  name: 'schedule',
  summary: 'storyboards that are made by themselves, at their times',
  commands: [create, update, list, status, pause, resume, trigger, backfill, remove],
};
