import type { CliCommand } from '../../command.js';
import { marketOf } from '../../configured-gateways.js';
import { exitCodes } from '../../exit-codes.js';
import { showPlan } from '../../show-plan.js';
import {
  addStoryboardOptions,
  readStoryboard,
  toStoryboardOptions,
  type StoryboardRunOptions,
} from '../../storyboard-options.js';
import { planStoryboard } from '../../../pricing/plan-storyboard.js';

export const plan: CliCommand<StoryboardRunOptions> = {
  name: 'plan',
  summary: 'print what a storyboard would make and cost; start nothing',
  configure: (command) => void addStoryboardOptions(command),

  async run({ config, print }, given, [file = '']) {
    const { storyboard } = await readStoryboard(file, toStoryboardOptions(given));
    const planned = planStoryboard(storyboard, marketOf(config()));
    print(planned, showPlan(planned));
    return exitCodes.done;
  },
};
