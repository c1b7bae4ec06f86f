import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { inWords } from '../../domain/money.js';
import type { Verdict } from '../../domain/storyboards/survey.js';
import type { Changes } from '../../domain/storyboards/take.js';
import * as messages from './messages.js';
import { redoObjection, verdictObjection } from './objections.js';
import type { StoryboardRun } from './run.js';

/** Hears what people decide about a storyboard: at once, and carried out as soon as the run is open. */
export function listenForDecisions() {
  let opened: StoryboardRun | undefined;
  let underWay = 0;

  /** `objection`: why it can't be carried out now, in a sentence. */
  function hear<Args>(
    update: { readonly name: string },
    description: string,
    objection: (run: StoryboardRun, args: Args) => string | undefined,
    carryOut: (run: StoryboardRun, args: Args) => Promise<string>,
  ): void {
    const objectionNow = (args: Args) => opened && objection(opened, args);
    const handler = async (args: Args) => {
      underWay += 1;
      try {
        await condition(() => opened !== undefined);
        const reason = objectionNow(args);
        if (reason !== undefined) throw ApplicationFailure.nonRetryable(reason, 'DecisionRefused');
        return await carryOut(opened!, args);
      } finally {
        underWay -= 1;
      }
    };
    const validator = (args: Args) => {
      const reason = objectionNow(args);
      if (reason !== undefined) throw new Error(reason);
    };
    setHandler(update as typeof messages.approve, handler as never, { description, validator: validator as never });
  }

  async function judge({ id, board, activities }: StoryboardRun, digest: string, as: Verdict): Promise<void> {
    const standing = await activities.recordVerdict({ storyboard: id, digest, as });
    board.noteVerdict(digest, standing);
    if (standing !== as) throw ApplicationFailure.nonRetryable(`it was ${standing} before`, 'DecisionRefused');
  }

  /** Refuses changes that the shot's model does not take. */
  async function check({ plan, activities }: StoryboardRun, id: string | undefined, changes: Changes | undefined) {
    const shot = plan.shots.find((each) => each.id === id);
    if (shot === undefined || changes === undefined) return;
    const reason = await activities.checkChanges({ shot, changes });
    if (reason !== undefined) throw ApplicationFailure.nonRetryable(reason, 'DecisionRefused');
  }

  hear<messages.Shown>(
    messages.approve,
    'Approves the plan, the take or the film with this digest',
    (run, shown) => verdictObjection(run, shown, 'approved'),
    async (run, { digest }) => {
      await judge(run, digest, 'approved');
      return 'it is approved';
    },
  );

  hear<messages.Shown & { readonly changes?: Changes }>(
    messages.reject,
    'Rejects the plan, the take or the film with this digest; a take with changes is made once more',
    (run, shown) => verdictObjection(run, shown, 'rejected'),
    async (run, { digest, changes }) => {
      const shot = run.board.shotOf(digest);
      await check(run, shot, changes);
      await judge(run, digest, 'rejected');
      if (shot === undefined || changes === undefined) return 'it is rejected';
      run.board.ask({ shot, changes });
      return 'it is rejected, and made once more';
    },
  );

  hear<{ readonly shot: string; readonly changes?: Changes }>(
    messages.redo,
    'Makes a new take of a shot, which is paid for; earlier takes stay',
    redoObjection,
    async (run, redo) => {
      const { board, plan } = run;
      await check(run, redo.shot, redo.changes);
      board.ask(redo);
      const price = plan.shots.find(({ id }) => id === redo.shot)?.price;
      return `${redo.shot} is made once more, for at most ${inWords(price)}`;
    },
  );

  hear<{ readonly cap: string }>(
    messages.raise,
    "Raises the storyboard's budget to this cap",
    ({ plan }) => (plan.budget === undefined ? 'the storyboard has no budget' : undefined),
    async (raised, { cap }) => {
      const sentence = await raised.activities.raiseBudget({ storyboard: raised.id, cap });
      raised.noteRoom();
      return sentence;
    },
  );

  return {
    /** From here on decisions are carried out. */
    open(run: StoryboardRun): void {
      opened = run;
    },
    /** Whether one is being carried out. */
    areUnderWay: () => underWay > 0,
  };
}
