import { withHeartbeats } from './heartbeats.js';

/** What the server hears of a transfer. `deadLinks`: how many attempts in a row have met only dead links. */
export interface TransferHeartbeat {
  readonly bytesStored: number;
  readonly deadLinks: number;
}

/** Runs a transfer, telling the server that it lives and how far it is: also while one slow part is under way. */
export async function withHeartbeat<Result>(
  deadLinks: number,
  transfer: (onProgress: (bytesStored: number) => void) => Promise<Result>,
): Promise<Result> {
  let bytesStored = 0;
  return withHeartbeats(
    (): TransferHeartbeat => ({ bytesStored, deadLinks }),
    () =>
      transfer((bytes) => {
        bytesStored = bytes;
      }),
  );
}
