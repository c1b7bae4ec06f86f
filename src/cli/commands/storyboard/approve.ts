import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { addSubject, digestOf, type SubjectOptions } from '../../storyboard-subject.js';
import { withVideoClient } from '../../video-client.js';

export const approve: CliCommand<SubjectOptions> = {
  name: 'approve',
  summary: 'approve a shot, the plan or the film, as it is now',
  configure: (command) => void addSubject(command),

  run: ({ print, ...context }, options, [id = '', what = '']) =>
    withVideoClient(context, async ({ storyboards }) => {
      const storyboard = storyboards.get(id);
      const digest = digestOf(await storyboard.status(), what, options);
      const said = await storyboard.approve({ digest });
      print({ id, what, digest, said }, `${what}: ${said}`);
      return exitCodes.done;
    }),
};
