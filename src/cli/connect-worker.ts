import { NativeConnection } from '@temporalio/worker';
import { temporalOutOfReach } from './temporal-trouble.js';
import { temporalFromEnvironment } from './temporal.js';

/** A connection for workers to the configured Temporal. */
export async function connectWorker(): Promise<{ connection: NativeConnection; namespace: string; address: string }> {
  const { connectionOptions, namespace, address } = temporalFromEnvironment();
  try {
    return { connection: await NativeConnection.connect(connectionOptions), namespace, address };
  } catch (error) {
    throw temporalOutOfReach(address, error);
  }
}
