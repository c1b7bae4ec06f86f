import { inWords } from '../../domain/money.js';
import { GenerationError } from '../../client/generation-error.js';
import type { GenerationStatus } from '../../client/generation-status.js';
import { hasEnded } from '../../domain/generation-state.js';
import type { CliCommand } from '../command.js';
import { exitCodeOf } from '../exit-codes.js';
import { describeProgress } from '../progress-line.js';
import { showBill, showResult } from '../show-result.js';
import { withVideoClient } from '../video-client.js';

export const status: CliCommand = {
  name: 'status',
  summary: 'print how far a generation has come, or how it ended',
  configure: (command) => void command.argument('<id>'),

  run: ({ print, ...context }, _options, [id = '']) =>
    withVideoClient(context, async (videos) => {
      const generation = videos.get(id);
      const now = await generation.status();
      if (!hasEnded(now.state)) {
        print(now, [describeProgress(now), describeDoubt(now), now.note].filter(Boolean).join('\n'));
        return exitCodeOf(now.state);
      }
      try {
        const result = await generation.outcome();
        print(result, showResult(result));
      } catch (error) {
        if (!(error instanceof GenerationError)) throw error;
        print({ id, state: 'failed', error: error.details }, `${error.message} (${showBill(error.details)})`);
      }
      return exitCodeOf(now.state);
    }),
};

/** Since when a run has waited for a word or a person, and what it may cost for nothing. */
function describeDoubt({ state, since, atStake }: GenerationStatus): string | undefined {
  if (since === undefined || !['held', 'unknown', 'quarantined'].includes(state)) return undefined;
  return [`${state} since ${since}`, atStake && `at stake: ${inWords(atStake)}`].filter(Boolean).join(' · ');
}
