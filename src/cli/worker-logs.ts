import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

/**
 * Runs what starts workers, with all that they log on stderr, since stdout is for results. Ends Temporal's native part
 * afterwards: it keeps a process alive in which no worker came to start.
 */
export async function withWorkerLogs<Result>(use: () => Promise<Result>): Promise<Result> {
  const runtime = Runtime.install({
    // Workers for activities alone are meant to have no workflows.
    logger: new DefaultLogger('WARN', (entry) => {
      if (!entry.message.startsWith('No workflows registered'))
        new DefaultLogger('WARN').log(entry.level, entry.message, entry.meta);
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }) },
    },
    // The commands end their workers themselves, in order.
    shutdownSignals: [],
  });
  try {
    return await use();
  } finally {
    await runtime.shutdown();
  }
}
