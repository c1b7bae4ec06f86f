import { randomBytes } from 'node:crypto';
import { hasWorker } from '../../client/workers.js';
import { VideoClient } from '../../client/video-client.js';
import { parseRequest } from '../../domain/requests/parse-request.js';
import type { CliCommand } from '../command.js';
import { dryRun } from '../dry-run.js';
import { exitCodes } from '../exit-codes.js';
import { addRequestOptions, toRequest, type RequestOptions } from '../request-options.js';
import { ServiceOutOfReach } from '../service-out-of-reach.js';
import { showResult } from '../show-result.js';
import { withTemporalClient } from '../temporal.js';
import { watchGeneration } from '../watch-generation.js';

interface GenerateOptions extends RequestOptions {
  readonly id?: string;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
}

/** An id that nobody has used yet: the day, so that lists sort, and enough chance. */
const newId = () => `${new Date().toISOString().slice(0, 10)}-${randomBytes(6).toString('hex')}`;

export const generate: CliCommand<GenerateOptions> = {
  name: 'generate',
  summary: 'start a generation, or join the one with that id, and wait for its video',
  configure: (command) =>
    void addRequestOptions(command)
      .option('--id <id>', 'names the generation; the same id never pays twice')
      .option('--detach', 'do not wait for the video')
      .option('--dry-run', 'print the exact body, price and destination; start nothing'),

  async run({ config: readConfig, print, say, interrupted }, options) {
    const config = readConfig();
    const request = toRequest(options);
    const id = options.id ?? newId();
    if (options.dryRun === true) {
      const { document, text } = dryRun(id, request, config);
      print(document, text);
      return exitCodes.done;
    }
    parseRequest(request);
    return withTemporalClient(async (client) => {
      const taskQueue = config.REELWORK_TASK_QUEUE;
      if (!(await hasWorker(client, taskQueue))) {
        throw new ServiceOutOfReach(
          'NO_WORKER',
          `No worker asks for work on task queue '${taskQueue}'. Nothing was started. Start one: reelwork worker`,
        );
      }
      const generation = await new VideoClient({ client, taskQueue }).start(id, request);
      if (options.detach === true) {
        const status = await generation.status();
        print(status, `${id} is ${status.state}. Come back to it: reelwork status ${id}`);
        return exitCodes.done;
      }
      const end = await watchGeneration(generation, { say, interrupted });
      if ('exitCode' in end) {
        print(end.status, end.explanation);
        return end.exitCode;
      }
      print(end.result, showResult(end.result));
      return exitCodes.done;
    });
  },
};
