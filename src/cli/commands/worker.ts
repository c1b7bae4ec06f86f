import { createWorker } from '../../worker.js';
import type { CliCommand } from '../command.js';
import { connectWorker } from '../connect-worker.js';
import { exitCodes } from '../exit-codes.js';
import { serveCallbacks } from '../serve-callbacks.js';
import { withTemporalClient } from '../temporal.js';
import { withWorkerLogs } from '../worker-logs.js';
import { workerOptions } from '../worker-options.js';

export const worker: CliCommand<{ readonly callbacks?: boolean }> = {
  name: 'worker',
  summary: 'run generations: orders, waits and transfers',
  configure: (command) => void command.option('--callbacks', 'receive callbacks in this process too'),

  async run({ config: readConfig, say, interrupted }, { callbacks = false }) {
    const config = readConfig();
    const options = workerOptions(config, { callbacks });

    async function work(): Promise<void> {
      const { connection, namespace, address } = await connectWorker();
      try {
        const videoWorker = await createWorker({ ...options, connection, namespace });
        const shutdown = () => videoWorker.shutdown();
        interrupted.addEventListener('abort', shutdown, { once: true });
        const running = videoWorker.run();
        if (interrupted.aborted) shutdown();
        say(
          `worker on '${options.taskQueue}' at ${address}, namespace ${namespace}, ${await options.bucket.describe()}`,
        );
        await running;
      } finally {
        await connection.close();
      }
    }

    const workAndReceive = () =>
      withTemporalClient(async (client) => {
        const listening = await serveCallbacks(client, config, say);
        try {
          await work();
        } finally {
          await listening.close();
        }
      });
    await withWorkerLogs(callbacks ? workAndReceive : work);
    return exitCodes.done;
  },
};
