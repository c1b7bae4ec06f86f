import { createWorker } from '../../worker.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { logToStderr } from '../log-to-stderr.js';
import { callbackUrlsOptions, serveCallbacks } from '../serve-callbacks.js';
import { connectWorker, withTemporalClient } from '../temporal.js';
import { bucketFrom, gatewaysFrom } from '../worker-options.js';

export const worker: CliCommand<{ readonly callbacks?: boolean }> = {
  name: 'worker',
  summary: 'run generations: orders, waits and transfers',
  configure: (command) => void command.option('--callbacks', 'receive callbacks in this process too'),

  async run({ config: readConfig, say, interrupted }, options) {
    const config = readConfig();
    const asksForCallbacks = config.CALLBACK_PUBLIC_URL !== undefined || options.callbacks === true;
    logToStderr();
    const gateways = gatewaysFrom(config);
    const bucket = bucketFrom(config);
    const { connection, namespace, address } = await connectWorker();
    try {
      const videoWorker = await createWorker({
        connection,
        namespace,
        taskQueue: config.REELWORK_TASK_QUEUE,
        gateways,
        bucket,
        prefix: config.S3_PREFIX,
        callbacks: asksForCallbacks ? callbackUrlsOptions(config) : undefined,
        prices: config.REELWORK_PRICES,
        typicalSeconds: config.REELWORK_TYPICAL_SECONDS,
        allowPrivateHosts: config.REELWORK_ALLOW_PRIVATE_HOSTS,
      });
      say(`worker on '${config.REELWORK_TASK_QUEUE}' at ${address}, namespace ${namespace}, bucket ${bucket.name}`);
      interrupted.addEventListener('abort', () => videoWorker.shutdown());
      if (options.callbacks !== true) await videoWorker.run();
      else {
        await withTemporalClient(async (client) => {
          const listening = await serveCallbacks(client, config, say);
          await videoWorker.run();
          await listening.close();
        });
      }
    } finally {
      await connection.close();
    }
    return exitCodes.done;
  },
};
