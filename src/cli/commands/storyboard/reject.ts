import { addChangeOptions, toChanges, type ChangeOptions } from '../../change-options.js';
import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { addSubject, digestOf, type SubjectOptions } from '../../storyboard-subject.js';
import { withVideoClient } from '../../video-client.js';

export const reject: CliCommand<SubjectOptions & ChangeOptions> = {
  name: 'reject',
  summary: 'reject a shot, the plan or the film; a shot with changes is made once more',
  configure: (command) => void addChangeOptions(addSubject(command)),

  run: ({ print, ...context }, options, [id = '', what = '']) =>
    withVideoClient(context, async ({ storyboards }) => {
      const storyboard = storyboards.get(id);
      const digest = digestOf(await storyboard.status(), what, options);
      const said = await storyboard.reject({ digest, changes: toChanges(options) });
      print({ id, what, digest, said }, `${what}: ${said}`);
      return exitCodes.done;
    }),
};
