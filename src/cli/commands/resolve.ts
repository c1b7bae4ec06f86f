import type { Resolution } from '../../client/generation.js';
import type { VideoClient } from '../../client/video-client.js';
import type { CliCommand, CommandContext } from '../command.js';
import { canAsk, confirm } from '../confirm.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { exitCodeOfResolution, resolveGeneration } from '../resolve-generation.js';
import { describeWaiting, findWaiting, resolveMany, type ManyOutcome } from '../resolve-many.js';
import { toResolve, type ResolveOptions } from '../resolve-options.js';
import { UsageError } from '../usage-error.js';
import { withVideoClient } from '../video-client.js';

export const resolve: CliCommand<ResolveOptions> = {
  name: 'resolve',
  summary: 'decide about a quarantined generation, or about many',
  configure: (command) =>
    void command
      .argument('[id]')
      .option('--adopt <task>', "take this task of the gateway's for the order; its own task: look for its video again")
      .option('--any-time', 'with --adopt: although the gateway says that the task was created at another time')
      .option('--resubmit', 'order once more, at the risk of paying twice')
      .option('--abandon', 'give it up; a video that still comes is kept')
      .option('--where <query>', 'decide about all quarantined generations that match a Temporal visibility query')
      .option('--yes', 'do not ask before many are decided about'),

  async run(context, options, [id]) {
    const decision = toResolve(id, options);
    return withVideoClient(context, async (videos) => {
      if ('where' in decision) return runMany(videos, decision, { ...context, yes: options.yes === true });
      const outcome = await resolveGeneration(videos.get(decision.id), decision.resolution, context.interrupted);
      context.print(outcome, inWords(outcome));
      return exitCodeOfResolution(outcome);
    });
  },
};

async function runMany(
  videos: VideoClient,
  { where, resolution }: { readonly where: string; readonly resolution: Resolution },
  { print, say, interrupted, yes }: CommandContext & { readonly yes: boolean },
): Promise<ExitCode> {
  const waiting = await findWaiting(videos, where, resolution.action);
  const found = waiting.generations.length;
  const document = { found, atStake: waiting.atStake };
  if (found === 0) {
    print({ ...document, resolutions: [] }, 'No running generation that matches is quarantined.');
    return exitCodes.done;
  }
  if (!yes && !canAsk()) {
    const message = `${describeWaiting(waiting)}. Nothing was decided: pass --yes to ${resolution.action} them all.`;
    throw new UsageError('NOT_CONFIRMED', message);
  }
  say(describeWaiting(waiting));
  if (!yes && !(await confirm(`${questions[resolution.action]} all ${found}?`, interrupted))) {
    print({ ...document, resolutions: [] }, 'Nothing was decided.');
    return exitCodes.personMustDecide;
  }
  const resolutions = await resolveMany(videos, waiting, {
    resolution,
    interrupted,
    tell: (outcome) => say(inWords(outcome)),
  });
  const codes = resolutions.map(exitCodeOfMany);
  const count = (outcome: ManyOutcome['outcome']) => resolutions.filter((each) => each.outcome === outcome).length;
  const counts = `${count('resolved')} resolved, ${count('refused')} refused, ${count('unanswered')} without an answer`;
  print({ ...document, resolutions }, counts);
  if (codes.includes(exitCodes.outOfReach)) return exitCodes.outOfReach;
  return codes.includes(exitCodes.personMustDecide) ? exitCodes.personMustDecide : exitCodes.done;
}

const exitCodeOfMany = (outcome: ManyOutcome): ExitCode =>
  outcome.outcome === 'unanswered' ? exitCodes.outOfReach : exitCodeOfResolution(outcome);

const questions = {
  adopt: 'Adopt the task for',
  resubmit: 'Order once more, at the risk of paying twice,',
  abandon: 'Give up',
} as const;

const inWords = (outcome: ManyOutcome): string =>
  outcome.outcome === 'resolved' ? `${outcome.id}: ${outcome.message}` : outcome.error.message;
