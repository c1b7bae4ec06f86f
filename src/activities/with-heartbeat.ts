import { withHeartbeats } from './heartbeats.js';

/** Runs a transfer, telling the server that it lives and how far it is: also while one slow part is under way. */
export async function withHeartbeat<Result>(
  transfer: (onProgress: (bytesStored: number) => void) => Promise<Result>,
): Promise<Result> {
  let bytesStored = 0;
  return withHeartbeats(
    () => ({ bytesStored }),
    () =>
      transfer((bytes) => {
        bytesStored = bytes;
      }),
  );
}
