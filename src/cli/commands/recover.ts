import { hasWorker } from '../../client/workers.js';
import { recover as recoverGenerations } from '../../recovery/recover.js';
import { configuredBucket } from '../configured-bucket.js';
import type { CliCommand } from '../command.js';
import { startCounterLine } from '../counter-line.js';
import { exitCodes } from '../exit-codes.js';
import { describeRecovery, needsAPerson, tallyRecoveries } from '../recovery-tally.js';
import { withTemporalClient } from '../temporal.js';

export const recover: CliCommand<{ readonly dryRun?: boolean }> = {
  name: 'recover',
  summary: 'start the runs again that Temporal has lost, by the ledger in the bucket; orders nothing',
  configure: (command) => void command.option('--dry-run', 'print what would be started; start nothing'),

  async run({ config: readConfig, print, say, interrupted }, { dryRun = false }) {
    const config = readConfig();
    const bucket = configuredBucket(config);
    const { REELWORK_TASK_QUEUE: taskQueue, S3_PREFIX: prefix } = config;
    return withTemporalClient(async (client) => {
      const tally = tallyRecoveries();
      const line = startCounterLine((count) => `${count} generations looked at, ${tally.resumed.length} resumed`, say);
      const onSeen = () => {
        interrupted.throwIfAborted();
        tally.seen += 1;
        line.count();
      };
      try {
        const recoveries = recoverGenerations({ client, taskQueue, bucket, prefix, dryRun, onSeen });
        for await (const recovery of recoveries) {
          interrupted.throwIfAborted();
          tally.add(recovery);
        }
      } finally {
        line.stop();
      }
      print({ dryRun, ...tally.toDocument() }, describeRecovery(tally, dryRun));
      if (tally.resumed.length > 0 && !dryRun && !(await hasWorker(client, taskQueue))) {
        say(`No worker asks for work on task queue '${taskQueue}': they wait for one. Start it: reelwork worker`);
      }
      return tally.left.some(needsAPerson) ? exitCodes.personMustDecide : exitCodes.done;
    });
  },
};
