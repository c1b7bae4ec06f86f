import { heartbeat } from '@temporalio/activity';

/** How often the server hears that a transfer is alive, in milliseconds. */
const heartbeatIntervalMs = 5_000;

/** Runs a transfer, telling the server that it lives and how far it is: also while one slow part is under way. */
export async function withHeartbeat<Result>(
  transfer: (onProgress: (bytesStored: number) => void) => Promise<Result>,
): Promise<Result> {
  let bytesStored = 0;
  const timer = setInterval(() => heartbeat({ bytesStored }), heartbeatIntervalMs);
  try {
    return await transfer((bytes) => {
      bytesStored = bytes;
    });
  } finally {
    clearInterval(timer);
  }
}
