import type { CliGroup } from '../../command.js';
import { approve } from './approve.js';
import { cancel } from './cancel.js';
import { plan } from './plan.js';
import { raise } from './raise.js';
import { redo } from './redo.js';
import { reject } from './reject.js';
import { run } from './run.js';
import { status } from './status.js';

export const storyboard: CliGroup = {
  name: 'storyboard',
  summary: 'many shots, one film: plan, run, decide',
  commands: [plan, run, status, approve, reject, redo, raise, cancel],
};
