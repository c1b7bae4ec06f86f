import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

/** Sends what Temporal's worker logs to stderr, since stdout is for results. Must run before the first worker starts. */
export function logToStderr(): void {
  Runtime.install({
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
}
