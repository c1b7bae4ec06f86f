import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Generation } from '../../client/generation.js';
import { VideoClient } from '../../client/video-client.js';
import { hasSubmitter, hasWorker } from '../../client/workers.js';
import { inWords } from '../../domain/money.js';
import type { CliCommand, CommandContext } from '../command.js';
import { canAsk, confirm } from '../confirm.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { OrderTrouble } from '../order-trouble.js';
import { ServiceOutOfReach } from '../service-out-of-reach.js';
import { showResult } from '../show-result.js';
import { lookBack, wireKeyOf } from '../smoke/look-back.js';
import { answersOf } from '../smoke/questions.js';
import { showAnswers } from '../smoke/show-answers.js';
import { smokeOrder, type SmokeOptions, type SmokeOrder } from '../smoke/smoke-order.js';
import { isShown, isShownWhileRunning } from '../smoke/watch-listing.js';
import { withTemporalClient } from '../temporal.js';
import { UsageError } from '../usage-error.js';
import { watchGeneration } from '../watch-generation.js';

export const smoke: CliCommand<SmokeOptions> = {
  name: 'smoke',
  summary:
    'with --live: order the cheapest real video of a model, once a day, and print what its gateway turns out to do',
  configure: (command) =>
    void command
      .argument('<model>', 'the model; `reelwork models` lists them')
      .option('--live', 'really order it: this costs money')
      .option('--yes', 'do not ask before the money is spent')
      .option('--image <link>', 'first frame or reference image, where the model needs one: https:// or s3:// link')
      .option('--reference <link>', 'reference video, where the model needs one: https:// or s3:// link')
      .option('--account <label>', 'which of the gateway’s configured accounts pays')
      .option('--id <id>', 'names the generation (default: smoke-<model>-<date>)'),

  async run(context, options, [model = '']) {
    const config = context.config();
    const order = smokeOrder(model, options, config);
    const { id } = order;
    const spend = `spend ${priceOf(order)} on a real video`;
    context.say(order.text);
    if (options.live !== true) {
      throw new UsageError('NOT_LIVE', `A smoke run would ${spend}. Nothing was ordered: pass --live to order it.`);
    }
    if (options.yes !== true && !canAsk()) {
      throw new UsageError('NOT_CONFIRMED', `It would ${spend}. Nothing was ordered: pass --yes to order it.`);
    }
    let asked = false;
    try {
      return await withTemporalClient(async (client) => {
        const taskQueue = config.REELWORK_TASK_QUEUE;
        await needWorkers(client, taskQueue, order);
        const videos = new VideoClient({ client, taskQueue });
        const wasPaid = await isPaidFor(videos.get(id));
        if (wasPaid) context.say(`${id} was ordered before: it is looked at, and nothing is paid again.`);
        else if (options.yes !== true && !(await confirm(`Really ${spend}?`, context.interrupted))) {
          context.print({ id, state: 'not-ordered' }, 'Nothing was ordered.');
          return exitCodes.personMustDecide;
        }
        asked = true;
        const generation = await videos.start(id, order.input, order.policy);
        return await watchAndLook(context, order, { generation, keyOf: wireKeyOf(config, id) });
      });
    } catch (error) {
      throw new OrderTrouble(id, { asked, cause: error });
    }
  },
};

/** A price that nobody knows has no limit: who says yes to it says so. */
const priceOf = ({ planned: { price } }: SmokeOrder): string =>
  price.amount === null ? 'an amount that is not known,' : `at most ${inWords(price)}`;

async function needWorkers(client: Client, taskQueue: string, { payer: { gateway } }: SmokeOrder): Promise<void> {
  if ((await hasWorker(client, taskQueue)) && (await hasSubmitter(client, taskQueue, gateway))) return;
  throw new ServiceOutOfReach(
    'NO_WORKER',
    `No worker on task queue '${taskQueue}' takes orders to ${gateway}. Nothing was started. Start one with its key: reelwork worker`,
  );
}

/** Whether the gateway has taken this generation's order already. */
async function isPaidFor(generation: Generation): Promise<boolean> {
  try {
    const { state, taskId } = await generation.status();
    return state === 'stored' || taskId !== undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function watchAndLook(
  { print, say, interrupted }: CommandContext,
  order: SmokeOrder,
  { generation, keyOf }: { readonly generation: Generation; readonly keyOf: (n: number) => string | undefined },
): Promise<ExitCode> {
  const { adapter, gateway } = order.payer;
  const watching = new AbortController();
  const ask = (task: { taskId: string; acceptedAt: string }) => isShown(adapter, { ...task, wireKey: keyOf(1) });
  const shown = isShownWhileRunning(generation, ask, watching.signal).catch(() => undefined);
  const end = await watchGeneration(generation, { say, interrupted }).finally(() => watching.abort());
  if ('exitCode' in end) {
    print(end.status, end.explanation);
    return end.exitCode;
  }
  const { result } = end;
  if (result.state === 'cancelled') {
    print(result, showResult(result));
    return exitCodes.done;
  }
  const run = await lookBack(order, result, { whileRunning: await shown, keyOf });
  const answers = answersOf(run, gateway);
  print({ ...result, quoted: run.quoted, ...answers }, `${showResult(result)}\n${showAnswers(answers)}`);
  return exitCodes.done;
}
