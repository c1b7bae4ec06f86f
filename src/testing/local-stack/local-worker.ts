import { NativeConnection } from '@temporalio/worker';
import { byGateway } from '../../domain/models.js';
import { createWorker, type VideoWorkerOptions } from '../../worker.js';
import type { Emulator } from '../emulator/index.js';
import type { Own } from './services.js';

/** Nothing is paid here, so whoever stops the stack need not wait for long. */
const shutdownGraceSeconds = 3;

/** Jobs wait for each other: one that takes twice as long as it would alone is nothing unusual. */
const typicalFactor = 2;

export interface LocalWorkerOptions extends Pick<
  VideoWorkerOptions,
  'namespace' | 'taskQueue' | 'bucket' | 'callbacks'
> {
  /** Of the Temporal server. */
  readonly address: string;
  readonly emulator: Emulator;
}

/** Starts a worker for which the emulator is every gateway. */
export async function startLocalWorker(own: Own, { address, emulator, ...options }: LocalWorkerOptions): Promise<void> {
  const connection = await NativeConnection.connect({ address });
  own({ stop: () => connection.close() });
  const account = { apiKey: 'local', baseUrl: emulator.url };
  const worker = await createWorker({
    ...options,
    connection,
    gateways: byGateway(() => account),
    allowPrivateHosts: [new URL(emulator.url).host],
    shutdownGraceSeconds,
    typicalSeconds: typicalFactor * emulator.jobSeconds,
  });
  const running = worker.run();
  running.catch(() => {});
  own({
    async stop() {
      worker.shutdown();
      await running;
    },
  });
}
