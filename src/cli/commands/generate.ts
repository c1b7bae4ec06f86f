import { randomBytes } from 'node:crypto';
import { hasWorker } from '../../client/workers.js';
import { VideoClient } from '../../client/video-client.js';
import { idRule, isCallersId } from '../../domain/ids.js';
import { checkRequest } from '../../domain/requests/check-request.js';
import { RequestError, type RequestIssue } from '../../domain/requests/request-error.js';
import { isAuto } from '../../domain/requests/takers.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { OrderTrouble } from '../order-trouble.js';
import { addPolicyOptions, checkPolicyOptions, toGenerationOptions, type PolicyOptions } from '../policy-options.js';
import { addRequestOptions, toRequest, type RequestOptions } from '../request-options.js';
import { ServiceOutOfReach } from '../service-out-of-reach.js';
import { showResult } from '../show-result.js';
import { withTemporalClient } from '../temporal.js';
import { warnIfUnserved } from '../warn-unserved.js';
import { watchGeneration } from '../watch-generation.js';

interface GenerateOptions extends RequestOptions, PolicyOptions {
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
    void addPolicyOptions(addRequestOptions(command))
      .option('--id <id>', 'names the generation; the same id never pays twice')
      .option('--detach', 'do not wait for the video')
      .option('--dry-run', 'print the exact body, price and destination; start nothing'),

  async run({ config: readConfig, print, say, interrupted }, options) {
    const id = options.id ?? newId();
    const request = toRequest(options);
    const policy = toGenerationOptions(options);
    let asked = false;
    try {
      const config = readConfig();
      assertOrder(id, request, options);
      if (options.dryRun === true) {
        const { dryRun } = await import('../dry-run.js');
        const { document, text } = dryRun({ id, request, options: policy }, config);
        print(document, text);
        return exitCodes.done;
      }
      return await withTemporalClient(async (client) => {
        const taskQueue = config.REELWORK_TASK_QUEUE;
        if (!(await hasWorker(client, taskQueue))) {
          throw new ServiceOutOfReach(
            'NO_WORKER',
            `No worker asks for work on task queue '${taskQueue}'. Nothing was started. Start one: reelwork worker`,
          );
        }
        if (!isAuto(request)) await warnIfUnserved(client, { taskQueue, ...request }, say);
        asked = true;
        const generation = await new VideoClient({ client, taskQueue }).start(id, request, policy);
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
    } catch (error) {
      throw new OrderTrouble(id, { asked, cause: error });
    }
  },
};

/** Everything that is wrong with an order, found before any service is asked. */
function assertOrder(id: string, request: unknown, options: PolicyOptions): void {
  const issues: RequestIssue[] = [];
  if (!isCallersId(id)) issues.push({ field: 'id', given: `'${id.slice(0, 120)}'`, allowed: idRule, acceptedBy: [] });
  const auto = toGenerationOptions(options)?.auto;
  for (const check of [() => checkRequest(request, auto), () => checkPolicyOptions(options)]) {
    try {
      check();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      issues.push(...error.issues);
    }
  }
  if (issues.length > 0) throw new RequestError(issues);
}
