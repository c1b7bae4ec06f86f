import type { Schedule } from '../../../client/schedule.js';
import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { withVideoClient } from '../../video-client.js';

interface NoteOptions {
  readonly note?: string;
}

/** A command that does one thing to one schedule. */
const simple = (
  name: string,
  summary: string,
  { done, act }: { readonly done: string; readonly act: (schedule: Schedule, note?: string) => Promise<void> },
): CliCommand<NoteOptions> => ({
  name,
  summary,
  configure: (command) =>
    void command.argument('<id>', 'the schedule').option('--note <text>', 'why, for whoever looks'),

  run: ({ print, ...context }, { note }, [id = '']) =>
    withVideoClient(context, async ({ schedules }) => {
      await act(schedules.get(id), note);
      print({ id }, `${id} ${done}`);
      return exitCodes.done;
    }),
});

export const pause = simple('pause', 'let a schedule fire no more, until it is resumed; what runs goes on', {
  done: 'is paused',
  act: (schedule, note) => schedule.pause(note),
});

export const resume = simple('resume', 'let a paused schedule fire again', {
  done: 'is resumed',
  act: (schedule, note) => schedule.resume(note),
});

export const trigger = simple('trigger', 'fire now, once; while a run is going, its overlap policy holds', {
  done: 'was asked to fire',
  act: (schedule) => schedule.trigger(),
});

export const remove = simple('delete', 'remove a schedule; what runs goes on', {
  done: 'is removed',
  act: (schedule) => schedule.delete(),
});
